/**
 * Runs the attempts of a call: which backend next, when to give up, and when a reply is committed.
 */
@NullMarked
package routec.runtime.attempt;

import org.jspecify.annotations.NullMarked;
