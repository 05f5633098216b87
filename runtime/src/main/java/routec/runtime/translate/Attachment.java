package routec.runtime.translate;

/** What stands beside text in a turn or in a tool's result. */
sealed interface Attachment permits Media, Document, SearchResult {}
