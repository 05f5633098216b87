/** What people ask about a plan: where a model goes, and why. */
@NullMarked
package routec.compiler.report;

import org.jspecify.annotations.NullMarked;
