package routec.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A content block of an answer. */
sealed interface Block {
  /** Words. */
  record Words(String text) implements Block {}

  /** A thought; families other than Claude do not sign (an empty signature). */
  record Thought(String text, String signature) implements Block {}

  /** A thought that only the model can read. */
  record Redacted(String data) implements Block {}

  /** A call of a tool. */
  record Call(String id, String name, ObjectNode input) implements Block {}
}
