/** The command line: what users type, and what they get to read. */
@NullMarked
package routec.compiler.cli;

import org.jspecify.annotations.NullMarked;
