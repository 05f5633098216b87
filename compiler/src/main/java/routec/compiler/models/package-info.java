/** What is known about Bedrock's models: dated, sourced data from {@code schema/}. */
@NullMarked
package routec.compiler.models;

import org.jspecify.annotations.NullMarked;
