/** What every emitter makes: files by path, nothing on disk yet. */
@NullMarked
package routec.compiler.emit;

import org.jspecify.annotations.NullMarked;
