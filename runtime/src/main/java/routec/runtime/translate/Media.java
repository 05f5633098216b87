package routec.runtime.translate;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import routec.runtime.bytes.Slice;
import routec.runtime.fault.RequestFault;
import routec.runtime.spi.Images;

/**
 * An image, a sound or a film.
 *
 * @param format Converse's word for its format
 * @param source its bytes in base64, or its address
 * @param place where it is
 */
record Media(Kind kind, String format, String source, Place place) implements Attachment {
  private static final Set<String> AUDIO =
      Set.of(
          "mp3", "opus", "wav", "aac", "flac", "mp4", "ogg", "mkv", "webm", "m4a", "mpeg", "pcm");
  private static final Set<String> VIDEO =
      Set.of("mkv", "mov", "mp4", "webm", "flv", "mpeg", "mpg", "wmv", "three_gp");

  /** Where its bytes are. */
  enum Place {
    INSIDE,
    S3,
    /** At an https address, which the backend fetches from; its format is not known. */
    WEB
  }

  /** What it is, with Converse's word for it. */
  enum Kind {
    IMAGE("image", "images", Trait.IMAGES),
    AUDIO("audio", "audio", Trait.AUDIO),
    VIDEO("video", "video", Trait.VIDEO);

    private final String word;
    private final String several;
    private final Trait trait;

    Kind(String word, String several, Trait trait) {
      this.word = word;
      this.several = several;
      this.trait = trait;
    }

    String word() {
      return word;
    }

    /** What a model has that takes it. */
    Trait trait() {
      return trait;
    }

    /** The fault for a model that takes none. */
    RequestFault refused(String at) {
      return RequestFault.invalid(at, "`" + at + "`: this model takes no " + several + ".");
    }
  }

  /**
   * The image of a data URL or an address; its first bytes, not what is claimed, say what it is.
   */
  static Media image(String url, String field, Images images) {
    if (isS3(url)) {
      return imageInS3(url, field);
    }
    if (url.regionMatches(true, 0, "https:", 0, 6)) {
      return fetched(url, field, images);
    }
    int comma = url.indexOf(',');
    if (!url.regionMatches(true, 0, "data:", 0, 5)
        || comma < 0
        || !url.substring(0, comma).toLowerCase(Locale.ROOT).endsWith(";base64")) {
      throw RequestFault.invalid(
          field, "`" + field + "` must be a data URL with base64, or an https address.");
    }
    return imageOfBase64(url.substring(comma + 1), field);
  }

  private static Media imageInS3(String url, String field) {
    String ending = ending(url);
    return switch (ending) {
      case "png", "jpeg", "gif", "webp" -> new Media(Kind.IMAGE, ending, url, Place.S3);
      case "jpg" -> new Media(Kind.IMAGE, "jpeg", url, Place.S3);
      default -> throw notAnImage(field, "");
    };
  }

  /** The image at an address. */
  static Media fetched(String url, String field, Images images) {
    Slice bytes = images.fetch(url, field);
    ByteBuffer base64 =
        Base64.getEncoder().encode(ByteBuffer.wrap(bytes.array(), bytes.start(), bytes.length()));
    String text = new String(base64.array(), 0, base64.limit(), StandardCharsets.ISO_8859_1);
    return imageFormat(text)
        .map(format -> new Media(Kind.IMAGE, format, text, Place.INSIDE))
        .orElseThrow(() -> notAnImage(field, ""));
  }

  /** An image by its bytes; they say what it is. */
  static Media imageOfBase64(String text, String field) {
    String base64 = text.strip();
    return imageFormat(base64)
        .map(format -> new Media(Kind.IMAGE, format, base64, Place.INSIDE))
        .orElseThrow(() -> notAnImage(field, " in base64"));
  }

  /** A sound: base64 and the client's word for its format. */
  static Media audio(String base64, String format, String field) {
    if (!AUDIO.contains(format)) {
      throw RequestFault.invalid(field, "`" + field + "` is no audio format that Bedrock takes.");
    }
    return new Media(Kind.AUDIO, format, Values.base64(base64, field), Place.INSIDE);
  }

  /** The film of a data URL or in S3. */
  static Media video(String url, String field) {
    boolean s3 = isS3(url);
    int comma = url.indexOf(',');
    if (!s3 && (!url.startsWith("data:video/") || comma < 0)) {
      throw RequestFault.invalid(
          field, "`" + field + "` must be a data URL of a video, or an address in S3.");
    }
    String word =
        s3 ? ending(url) : url.substring("data:video/".length(), comma).split("[;,]", 2)[0];
    String format =
        switch (word) {
          case "3gp", "3gpp" -> "three_gp";
          case "quicktime" -> "mov";
          case "x-matroska" -> "mkv";
          case "x-flv" -> "flv";
          case "x-ms-wmv" -> "wmv";
          default -> word;
        };
    if (!VIDEO.contains(format)) {
      throw RequestFault.invalid(field, "`" + field + "` is no video format that Bedrock takes.");
    }
    String source = s3 ? url : Values.base64(url.substring(comma + 1), field);
    return new Media(Kind.VIDEO, format, source, s3 ? Place.S3 : Place.INSIDE);
  }

  /** An image at an https address that the backend itself fetches. */
  static Optional<Media> onTheWeb(String url) {
    return url.regionMatches(true, 0, "https:", 0, 6)
        ? Optional.of(new Media(Kind.IMAGE, "", url, Place.WEB))
        : Optional.empty();
  }

  boolean inS3() {
    return place == Place.S3;
  }

  static boolean isS3(String url) {
    return url.startsWith("s3://");
  }

  /** What stands behind the last dot of a name, in lower case; empty where there is none. */
  static String ending(String name) {
    int dot = name.lastIndexOf('.');
    return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
  }

  private static RequestFault notAnImage(String field, String form) {
    return RequestFault.invalid(
        field, "`" + field + "` must be a PNG, JPEG, GIF or WebP image" + form + ".");
  }

  private static Optional<String> imageFormat(String base64) {
    byte[] head;
    try {
      head = Base64.getDecoder().decode(base64.substring(0, Math.min(base64.length() & ~3, 16)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    String hex = HexFormat.of().formatHex(head);
    if (!base64.chars().allMatch(Values::isBase64)) {
      return Optional.empty();
    }
    return hex.startsWith("89504e47")
        ? Optional.of("png")
        : hex.startsWith("ffd8ff")
            ? Optional.of("jpeg")
            : hex.startsWith("47494638")
                ? Optional.of("gif")
                : hex.startsWith("52494646") && hex.startsWith("57454250", 16)
                    ? Optional.of("webp")
                    : Optional.empty();
  }
}
