/** Words that every chat dialect shares: roles, stop reasons, token usage. */
@NullMarked
package routec.runtime.chat;

import org.jspecify.annotations.NullMarked;
