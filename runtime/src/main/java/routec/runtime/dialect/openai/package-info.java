/** How the OpenAI API spells chats, streams, models and errors. */
@NullMarked
package routec.runtime.dialect.openai;

import org.jspecify.annotations.NullMarked;
