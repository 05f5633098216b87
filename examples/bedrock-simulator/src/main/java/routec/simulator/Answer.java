package routec.simulator;

import java.util.List;
import java.util.Optional;

/**
 * An answer, before it is spelled in one of Bedrock's ways.
 *
 * @param stopReason in Converse's words, which for these are Claude's as well
 * @param pieces into how many deltas a stream breaks the text; 0: as it comes
 */
record Answer(
    Conversation conversation,
    List<Block> blocks,
    String stopReason,
    Optional<String> stopSequence,
    Usage usage,
    int pieces) {}
