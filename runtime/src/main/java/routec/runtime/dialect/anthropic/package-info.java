/** How the Anthropic API spells messages, stream events, models and errors. */
@NullMarked
package routec.runtime.dialect.anthropic;

import org.jspecify.annotations.NullMarked;
