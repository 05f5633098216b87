/** A strict stand-in for Amazon Bedrock Runtime: a library for tests and a program for people. */
@NullMarked
package routec.simulator;

import org.jspecify.annotations.NullMarked;
