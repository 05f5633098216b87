package routec.runtime.translate;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import routec.runtime.bytes.ByteWriter;
import routec.runtime.bytes.Slice;
import routec.runtime.json.JsonKind;
import routec.runtime.json.JsonReader;

/**
 * The places of a request behind which a prompt may be cached.
 *
 * <p>Bedrock takes at most {@value #MOST}, counted over tools, system and messages in this order,
 * and none that lives an hour behind one that lives five minutes. So they are noted while the
 * sections are written and spliced in once all are known: of too many the oldest of the messages
 * go, and what comes too late for its hour gets five minutes.
 */
final class CachePlan {
  private static final int MOST = 4;

  /** The sections in the order in which a prompt is cached. */
  enum Section {
    TOOLS,
    SYSTEM,
    MESSAGES
  }

  /** How a backend spells a cache point, a comma before it included. */
  interface Spelling {
    /**
     * @param control the client's {@code cache_control}
     * @param hour whether the point lives for an hour
     */
    void write(ByteWriter out, Slice control, boolean hour);
  }

  private final ModelTraits traits;
  private final Dropped dropped;
  private final Spelling spelling;
  private final Map<Section, List<Point>> sections = new EnumMap<>(Section.class);
  private boolean decided;

  private static final class Point {
    private final int offset;
    private final Slice control;
    private final String at;
    private boolean hour;

    Point(int offset, Slice control, String at, boolean hour) {
      this.offset = offset;
      this.control = control;
      this.at = at;
      this.hour = hour;
    }
  }

  CachePlan(ModelTraits traits, Dropped dropped, Spelling spelling) {
    this.traits = traits;
    this.dropped = dropped;
    this.spelling = spelling;
  }

  /**
   * Notes a place.
   *
   * @param offset where in the section's bytes
   * @param control the client's {@code cache_control}; empty where it wants none
   */
  void add(Section section, int offset, Slice control, String at) {
    if (control.isEmpty()) {
      return;
    }
    boolean takes =
        traits.has(Trait.CACHE_POINTS)
            && (section != Section.TOOLS || traits.has(Trait.CACHES_TOOLS));
    if (!takes) {
      lost(control, at);
      return;
    }
    boolean hour = wantsHour(control);
    if (hour && !traits.has(Trait.CACHE_TTL)) {
      dropped.add(at + ".cache_control.ttl");
      hour = false;
    }
    points(section).add(new Point(offset, control, at, hour));
  }

  /** Names a cache point whose block is not sent. */
  void lost(Slice control, String at) {
    if (!control.isEmpty()) {
      dropped.add(at + ".cache_control");
    }
  }

  /** Forgets a section that is not sent after all. */
  void forget(Section section) {
    points(section).clear();
  }

  /** A section's bytes with its cache points; call it once all sections are read. */
  Slice spliced(Section section, Slice bytes) {
    decide();
    List<Point> points = points(section);
    if (points.isEmpty()) {
      return bytes;
    }
    ByteWriter out = new ByteWriter(bytes.length() + 48 * points.size());
    int from = bytes.start();
    for (Point point : points) {
      int to = bytes.start() + point.offset;
      out.put(bytes.array(), from, to);
      spelling.write(out, point.control, point.hour);
      from = to;
    }
    out.put(bytes.array(), from, bytes.end());
    return out.slice();
  }

  private void decide() {
    if (decided) {
      return;
    }
    decided = true;
    int excess = sections.values().stream().mapToInt(List::size).sum() - MOST;
    for (Section section : List.of(Section.MESSAGES, Section.SYSTEM, Section.TOOLS)) {
      List<Point> points = points(section);
      List<Point> oldest = points.subList(0, Math.clamp(excess, 0, points.size()));
      excess -= oldest.size();
      oldest.forEach(point -> dropped.add(point.at + ".cache_control"));
      oldest.clear();
    }
    boolean shortSeen = false;
    for (List<Point> points : sections.values()) {
      for (Point point : points) {
        if (point.hour && shortSeen) {
          point.hour = false;
          dropped.add(point.at + ".cache_control.ttl");
        }
        shortSeen |= !point.hour;
      }
    }
  }

  private static boolean wantsHour(Slice control) {
    JsonReader json = JsonReader.ofClient(control);
    if (json.peek() != JsonKind.OBJECT) {
      return false;
    }
    boolean hour = false;
    json.beginObject();
    while (json.nextMember()) {
      if (json.nameIs("ttl") && json.peek() == JsonKind.STRING) {
        hour = json.string().equals("1h");
      } else {
        json.skip();
      }
    }
    return hour;
  }

  private List<Point> points(Section section) {
    return sections.computeIfAbsent(section, _ -> new ArrayList<>());
  }
}
