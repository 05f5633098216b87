/** How Bedrock spells Converse: turns, content blocks, tool names, stream events, usage. */
@NullMarked
package routec.runtime.dialect.converse;

import org.jspecify.annotations.NullMarked;
