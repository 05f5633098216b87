package routec.runtime.translate;

import routec.runtime.bytes.Slice;

/**
 * A document that a user shows.
 *
 * @param format Converse's word for it: {@code pdf}, {@code txt} and so on
 * @param base64 its bytes in base64
 * @param title what the client calls it; may be empty
 * @param rawContext words about it, the body of a JSON string; may be empty
 * @param citations whether the model is to cite from it
 */
record Document(String format, String base64, String title, Slice rawContext, boolean citations) {}
