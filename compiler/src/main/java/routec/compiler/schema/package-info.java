/**
 * The shape of every kind, judged by JSON Schemas of our own over nodes that know their place.
 *
 * <p>The judge is a small walk of our own instead of a JSON Schema library: a library reports
 * instance paths but no lines, knows no "did you mean", doesn't fill in defaults as the API server
 * does, and takes longer to start than all the rest of {@code routec check}. The schemas are plain
 * JSON Schema (draft 2020-12) for editors, with two keywords of our own: {@code x-unique-by} (the
 * fields that make an entry of a list unique) and {@code x-rules} (rules between fields, in CEL,
 * with the words for the user).
 */
@NullMarked
package routec.compiler.schema;

import org.jspecify.annotations.NullMarked;
