package routec.runtime.json;

/** The kind of a JSON value. */
public enum JsonKind {
  OBJECT,
  ARRAY,
  STRING,
  NUMBER,
  TRUE,
  FALSE,
  NULL
}
