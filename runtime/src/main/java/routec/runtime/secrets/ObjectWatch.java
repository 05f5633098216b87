package routec.runtime.secrets;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import routec.runtime.bytes.Slice;
import routec.runtime.spi.CredentialState;

/**
 * Follows one object of the cluster: lists it, watches it from there, and begins again whenever the
 * watch ends, whatever ended it. What was read last stays in force while the API server fails.
 */
final class ObjectWatch<T extends HasMetadata> implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(ObjectWatch.class.getName());

  /** The API server ends a watch after this time, and we do a little later if it does not. */
  private static final Duration LONGEST = Duration.ofMinutes(4);

  private static final Duration GRACE = Duration.ofSeconds(20);

  /** The pause before beginning again, doubled after each failure up to the longest. */
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);

  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  /** A watch that ends sooner than this counts as a failure, so that nobody is asked in a loop. */
  private static final Duration SHORTEST = Duration.ofSeconds(2);

  private final ClusterObject object;
  private final Class<T> type;
  private final Function<T, Map<String, byte[]>> files;
  private final KubernetesClient client;
  private final Thread follower;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final LongAdder lists = new LongAdder();
  private final LongAdder failures = new LongAdder();
  private volatile Map<String, Slice> content = Map.of();
  private volatile String trouble = "";
  private volatile boolean there;
  private volatile boolean known;
  private long looks;
  private boolean hurried;

  /**
   * @param files an object's files by key
   */
  ObjectWatch(
      ClusterObject object,
      Class<T> type,
      Function<T, Map<String, byte[]>> files,
      KubernetesClient client) {
    this.object = object;
    this.type = type;
    this.files = files;
    this.client = client;
    this.follower = Thread.ofVirtual().name("cluster-secrets").unstarted(this::follow);
  }

  void start() {
    follower.start();
  }

  ClusterObject object() {
    return object;
  }

  /** The files by {@code namespace/name/key}; one that does not change keeps its very slice. */
  Map<String, Slice> content() {
    return content;
  }

  CredentialState state() {
    String problem = trouble.isEmpty() && known && !there ? "it is not there" : trouble;
    return new CredentialState(
        object + " in the cluster", lists.sum(), failures.sum(), Optional.empty(), problem);
  }

  /** How often it was looked for, well or not. */
  long looks() {
    lock.lock();
    try {
      return looks;
    } finally {
      lock.unlock();
    }
  }

  /** Has it listed at once. */
  void lookNow() {
    lock.lock();
    try {
      hurried = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void awaitLookAfter(long before, long stopNanos) {
    lock.lock();
    try {
      long nanos = stopNanos - System.nanoTime();
      while (looks == before && nanos > 0) {
        nanos = changed.awaitNanos(nanos);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    follower.interrupt();
  }

  private void follow() {
    int failed = 0;
    while (!Thread.currentThread().isInterrupted()) {
      long began = System.nanoTime();
      try {
        listAndWatch();
        failed = System.nanoTime() - began < SHORTEST.toNanos() ? failed + 1 : 0;
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException | LinkageError e) {
        if (Thread.currentThread().isInterrupted()) {
          return;
        }
        failed++;
        tell(e);
        looked();
      }
      pause(failed);
    }
  }

  /** Returns when the watch has ended. */
  private void listAndWatch() throws InterruptedException {
    FilterWatchListDeletable<T, KubernetesResourceList<T>, Resource<T>> selected =
        client
            .resources(type)
            .inNamespace(object.namespace())
            .withField("metadata.name", object.name());
    slowDown();
    KubernetesResourceList<T> now = selected.list();
    List<T> items = now.getItems();
    if (items.isEmpty()) {
      gone();
    } else {
      accept(items.getFirst());
    }
    ListOptions fromHere =
        new ListOptionsBuilder()
            .withResourceVersion(now.getMetadata().getResourceVersion())
            .withTimeoutSeconds(LONGEST.toSeconds())
            .build();
    Events events = new Events();
    try (Watch _ = selected.watch(fromHere, events)) {
      lists.increment();
      if (!trouble.isEmpty()) {
        LOG.log(System.Logger.Level.INFO, "{0} is watched again.", capitalized());
        trouble = "";
      }
      looked();
      awaitEnd(events, LONGEST.plus(GRACE));
    }
  }

  /** What the API server tells of the object. */
  private final class Events implements Watcher<T> {
    private boolean closed; // guarded by the lock

    @Override
    public void eventReceived(Action action, T resource) {
      switch (action) {
        case ADDED, MODIFIED -> accept(resource);
        case DELETED -> gone();
        case ERROR, BOOKMARK -> {} // an error ends the watch
      }
    }

    @Override
    public void onClose(WatcherException cause) {
      onClose();
    }

    @Override
    public void onClose() {
      lock.lock();
      try {
        closed = true;
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  private void accept(T found) {
    Map<String, Slice> before = content;
    Map<String, Slice> now = new HashMap<>();
    files
        .apply(found)
        .forEach((key, bytes) -> {
          String path = object.prefix() + key;
          Slice fresh = Slice.of(bytes);
          Slice old = before.get(path);
          now.put(path, fresh.equals(old) ? old : fresh);
        });
    boolean news = !there || !now.equals(before);
    content = Map.copyOf(now);
    there = true;
    if (news) {
      LOG.log(
          System.Logger.Level.INFO,
          known ? "{0} in the cluster has changed." : "{0} is watched in the cluster.",
          capitalized());
    }
    known = true;
  }

  private void gone() {
    if (there || !known) {
      LOG.log(
          System.Logger.Level.WARNING,
          there
              ? "{0} is gone from the cluster; what it held stays in use while it is valid."
              : "{0} is not in the cluster.",
          capitalized());
    }
    content = Map.of();
    there = false;
    known = true;
  }

  private void tell(Throwable problem) {
    String told = told(problem);
    failures.increment();
    if (!told.equals(trouble)) {
      LOG.log(
          System.Logger.Level.WARNING,
          "{0} can''t be watched{1}: {2}",
          capitalized(),
          there ? ", what it held stays in force" : "",
          told);
    }
    trouble = told;
  }

  private String told(Throwable problem) {
    int code = problem instanceof KubernetesClientException refused ? refused.getCode() : 0;
    return switch (code) {
      case HttpURLConnection.HTTP_FORBIDDEN ->
          "the API server forbids it (403): the gateway's service account needs a Role in namespace"
              + " %s with the verbs get, list, watch on %s (resourceNames: %s)"
                  .formatted(object.namespace(), object.kind().resource(), object.name());
      case HttpURLConnection.HTTP_UNAUTHORIZED ->
          "the API server does not know the gateway (401): its service account's token or the"
              + " kubeconfig is not valid";
      default ->
          code > 0
              ? "the API server answers with " + code
              : "the API server can't be reached: " + cause(problem);
    };
  }

  /** The innermost cause, which says more than what was made of it. */
  private static String cause(Throwable problem) {
    Throwable cause = problem;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.toString();
  }

  private String capitalized() {
    return "T" + object.toString().substring(1);
  }

  private void slowDown() {
    lock.lock();
    try {
      hurried = false;
    } finally {
      lock.unlock();
    }
  }

  private void looked() {
    lock.lock();
    try {
      looks++;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void awaitEnd(Events events, Duration most) throws InterruptedException {
    lock.lock();
    try {
      long nanos = most.toNanos();
      while (!events.closed && !hurried && nanos > 0) {
        nanos = changed.awaitNanos(nanos);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits before beginning again, unless somebody is in a hurry. */
  private void pause(int failed) {
    long millis =
        Math.min(FIRST_PAUSE.toMillis() << Math.min(failed, 10), LONGEST_PAUSE.toMillis());
    try {
      awaitEnd(
          new Events(),
          Duration.ofMillis((long) (millis * ThreadLocalRandom.current().nextDouble(0.8, 1.2))));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
