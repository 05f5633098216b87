package routec.compiler.rehearse;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import routec.compiler.emit.GeneratedFile;
import routec.compiler.run.RoutesCompiler;
import routec.runtime.spi.CompiledGateway;
import routec.runtime.spi.ListenerRoutes;

/**
 * The generated routes of a gateway, compiled and loaded in memory.
 *
 * @param listeners in the order of the plan
 */
public record CompiledRoutes(List<ListenerRoutes> listeners) {
  public CompiledRoutes {
    listeners = List.copyOf(listeners);
  }

  /** Compiles what the compiler generated and loads it. */
  public static CompiledRoutes of(List<GeneratedFile> files) throws IOException {
    ClassLoader loader = new Loader(RoutesCompiler.compile(files));
    CompiledGateway gateway =
        ServiceLoader.load(CompiledGateway.class, loader).stream()
            .filter(provider -> loader.equals(provider.type().getClassLoader()))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("the generated files hold no gateway"))
            .get();
    return new CompiledRoutes(gateway.listeners());
  }

  /** A listener by its whole name or its own; without a name the first, as the runtime does. */
  public Optional<ListenerRoutes> listener(String name) {
    return name.isEmpty()
        ? listeners.stream().findFirst()
        : listeners.stream()
            .filter(each -> each.name().equals(name) || each.name().endsWith("/" + name))
            .findFirst();
  }

  /** Prefers its own classes to those of the same name that this program may carry. */
  private static final class Loader extends ClassLoader {
    private final Map<String, byte[]> entries;

    Loader(Map<String, byte[]> entries) {
      super(CompiledRoutes.class.getClassLoader());
      this.entries = entries;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      byte[] code = entries.get(name.replace('.', '/') + ".class");
      if (code == null) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        return loaded == null ? defineClass(name, code, 0, code.length) : loaded;
      }
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
      byte[] bytes = entries.get(name);
      return bytes == null
          ? super.getResources(name)
          : Collections.enumeration(List.of(url(name, bytes)));
    }

    private static URL url(String name, byte[] bytes) throws IOException {
      return URL.of(
          URI.create("memory:/" + name),
          new URLStreamHandler() {
            @Override
            protected URLConnection openConnection(URL url) {
              return new URLConnection(url) {
                @Override
                public void connect() {
                  // it is here already
                }

                @Override
                public InputStream getInputStream() {
                  return new ByteArrayInputStream(bytes);
                }
              };
            }
          });
    }
  }
}
