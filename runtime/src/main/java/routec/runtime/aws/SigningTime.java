package routec.runtime.aws;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import routec.runtime.bytes.ByteWriter;

/**
 * One second as signatures spell it.
 *
 * @param second seconds since 1970
 * @param day {@code 20261122}
 * @param text {@code 20261122T000000Z}
 */
record SigningTime(long second, String day, String text) {

  static SigningTime of(Instant instant) {
    LocalDateTime time = LocalDateTime.ofEpochSecond(instant.getEpochSecond(), 0, ZoneOffset.UTC);
    ByteWriter out = new ByteWriter(16);
    digits(out, time.getYear(), 4);
    digits(out, time.getMonthValue(), 2);
    digits(out, time.getDayOfMonth(), 2);
    out.put('T');
    digits(out, time.getHour(), 2);
    digits(out, time.getMinute(), 2);
    digits(out, time.getSecond(), 2);
    out.put('Z');
    String text = out.slice().text();
    return new SigningTime(instant.getEpochSecond(), text.substring(0, 8), text);
  }

  private static void digits(ByteWriter out, int value, int count) {
    int divisor = 1;
    for (int i = 1; i < count; i++) {
      divisor *= 10;
    }
    for (int i = 0; i < count; i++, divisor /= 10) {
      out.put('0' + value / divisor % 10);
    }
  }
}
