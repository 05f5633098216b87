package routec.simulator;

import com.fasterxml.jackson.databind.JsonNode;

/** A tool that a request offers. */
record Tool(String name, String description, JsonNode schema) {}
