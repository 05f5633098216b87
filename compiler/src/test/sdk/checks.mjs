// The official openai and @anthropic-ai/sdk for Node, unmodified, against a gateway before the Bedrock simulator.
//
// Usage: SDKS=FOLDER node checks.mjs http://localhost:PORT, where FOLDER/node_modules has the SDKs. Prints one JSON line
// a check: {"check": NAME, "failure": null or TEXT}. At the end TypeScript holds every reply and event against the SDKs' types.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const sdks = process.env.SDKS;
const require = createRequire(join(sdks, "package.json"));
const OpenAI = require("openai").default;
const Anthropic = require("@anthropic-ai/sdk").default;
const { zodResponseFormat } = require("openai/helpers/zod");
const { betaTool } = require("@anthropic-ai/sdk/helpers/beta/json-schema");
const { z } = require("zod");

const LLAMA = "us.meta.llama3-2-1b-instruct-v1:0";
const NOVA = "us.amazon.nova-micro-v1:0";
const CLAUDE = "anthropic.claude-3-5-sonnet-20241022-v2:0"; // by InvokeModel
const THINKER = "us.anthropic.claude-sonnet-4-5-20250929-v1:0"; // by InvokeModel
const HAIKU = "us.anthropic.claude-haiku-4-5-20251001-v1:0"; // by Converse
const TITAN = "amazon.titan-embed-text-v2:0";
const EMBEDDERS = {
  "amazon.titan-embed-text-v1": 1536,
  [TITAN]: 1024,
  "cohere.embed-english-v3": 1024,
  "us.cohere.embed-v4:0": 1536,
  "amazon.nova-2-multimodal-embeddings-v1:0": 3072,
};
const EVERY = [LLAMA, NOVA, CLAUDE, THINKER, HAIKU];
const TOOLED = [NOVA, CLAUDE, THINKER, HAIKU];
const THINKING = [THINKER, HAIKU];
const TWO = [LLAMA, CLAUDE]; // one for each way to Bedrock

const base = process.argv[2];
const oai = new OpenAI({ baseURL: base + "/v1", apiKey: "unused", maxRetries: 0 });
const ant = new Anthropic({ baseURL: base + "/anthropic", apiKey: "unused", maxRetries: 0 });

const PARAMETERS = { type: "object", properties: { city: { type: "string" } }, required: ["city"] };
const WEATHER = { type: "function", function: { name: "get_weather", description: "The weather", parameters: PARAMETERS } };
const WEATHER_ANT = { name: "get_weather", description: "The weather", input_schema: PARAMETERS };
const TIME = { type: "function", function: { name: "get_time", parameters: PARAMETERS } };
const TIME_ANT = { name: "get_time", input_schema: PARAMETERS };
const BOTH = "Call get_weather and get_time for Paris.";
const PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=";
const PDF = Buffer.from("%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF").toString("base64");
const SKY = "Why is the sky blue?";
const RESULT = "It is 21 degrees.";
const STRICT = { headers: { "x-routec-strict": "true" } };
const checks = new Map();
const replies = new Map(); // JSON text -> its type in the SDK

const check = (name, run) => checks.set(name, run);
const user = (content) => [{ role: "user", content }];
const has = (text, part) => assert.ok(text?.includes(part), `${part} is missing in: ${text}`);

// What chat completions have no words for: no part of OpenAI's types.
const EXTENSIONS = ["reasoning_content", "thinking_blocks"];

function seen(type, reply) {
  replies.set(JSON.stringify(reply, (name, value) => (EXTENSIONS.includes(name) ? undefined : value)), type);
  return reply;
}

async function expect(kind, call) {
  try {
    await call();
  } catch (error) {
    assert.ok(error instanceof kind, `${kind.name} was expected, not ${error.constructor.name}: ${error.message}`);
    assert.ok(error.message);
    return error;
  }
  assert.fail(`${kind.name} was expected`);
}

async function drain(stream) {
  for await (const _ of stream);
}

const chat = async (model, messages, more = {}, options = {}) =>
  seen("OpenAI.ChatCompletion", await oai.chat.completions.create({ model, messages, ...more }, options));
const chunks = (model, messages, more = {}) => oai.chat.completions.create({ model, messages, stream: true, ...more });
const message = async (model, messages, more = {}, options = {}) =>
  seen("Anthropic.Message", await ant.messages.create({ model, max_tokens: 200, messages, ...more }, options));
const events = (model, messages, more = {}) =>
  ant.messages.create({ model, max_tokens: 200, messages, stream: true, ...more });

// ---- openai ----

check("openai.chat", async () => {
  for (const model of EVERY) {
    const reply = await chat(model, user(SKY));
    has(reply.choices[0].message.content, "sky");
    assert.equal(reply.choices[0].finish_reason, "stop");
    assert.equal(reply.model, model);
    assert.equal(reply.usage.total_tokens, reply.usage.prompt_tokens + reply.usage.completion_tokens);
    assert.ok(reply.usage.total_tokens > 0);
  }
});

check("openai.chat_streamed", async () => {
  for (const model of EVERY) {
    let text = "";
    const usages = [];
    const finishes = [];
    const ids = new Set();
    for await (const chunk of await chunks(model, user(SKY), { stream_options: { include_usage: true } })) {
      seen("OpenAI.ChatCompletionChunk", chunk);
      ids.add(chunk.id);
      if (chunk.usage) usages.push(chunk.usage);
      for (const choice of chunk.choices) {
        text += choice.delta.content ?? "";
        if (choice.finish_reason) finishes.push(choice.finish_reason);
      }
    }
    has(text, "sky");
    assert.deepEqual(finishes, ["stop"]);
    assert.equal(ids.size, 1);
    assert.equal(usages.length, 1);
    assert.ok(usages[0].completion_tokens > 0);
  }
});

check("openai.stream_helper", async () => {
  for (const model of EVERY) {
    has(await oai.chat.completions.stream({ model, messages: user(SKY) }).finalContent(), "sky");
  }
});

check("openai.many_at_once", async () => {
  const asked = Array.from({ length: 30 }, (_, i) => chat(EVERY[i % 5], user(`number ${i}.`)));
  (await Promise.all(asked)).forEach((reply, i) => has(reply.choices[0].message.content, `number ${i}.`));
});

check("openai.system_prompts", async () => {
  const system = [{ role: "system", content: "Be brief." }, { role: "developer", content: "Be kind." }];
  for (const model of EVERY) {
    const text = (await chat(model, [...system, ...user(SKY)])).choices[0].message.content;
    has(text, "Be brief.");
    has(text, "Be kind.");
  }
});

check("openai.images", async () => {
  const part = { type: "image_url", image_url: { url: "data:image/png;base64," + PIXEL } };
  for (const model of [CLAUDE, HAIKU]) {
    const reply = await chat(model, user([{ type: "text", text: "What is this?" }, part]));
    has(reply.choices[0].message.content, "1 images");
  }
});

check("openai.documents", async () => {
  const part = { type: "file", file: { filename: "a.pdf", file_data: "data:application/pdf;base64," + PDF } };
  for (const model of [CLAUDE, HAIKU]) {
    const reply = await chat(model, user([{ type: "text", text: "What is this?" }, part]));
    has(reply.choices[0].message.content, "1 documents");
  }
});

async function toolTurns(ask) {
  for (const model of TOOLED) {
    const messages = [];
    for (const city of ["Paris", "Rome", "Oslo"]) {
      messages.push(...user(`What is the weather in ${city}?`));
      let reply = (await ask(model, messages, { tools: [WEATHER] })).choices[0];
      const call = reply.message.tool_calls[0];
      assert.equal(reply.finish_reason, "tool_calls");
      assert.equal(call.function.name, "get_weather");
      assert.equal(typeof JSON.parse(call.function.arguments).city, "string");
      messages.push(reply.message, { role: "tool", tool_call_id: call.id, content: RESULT });
      reply = (await ask(model, messages, { tools: [WEATHER] })).choices[0];
      has(reply.message.content, "21 degrees");
      assert.equal(reply.finish_reason, "stop");
      messages.push(reply.message);
    }
  }
}

check("openai.tools_three_turns", () => toolTurns(chat));
check("openai.tools_three_turns_streamed", () =>
  toolTurns((model, messages, more) =>
    oai.chat.completions
      .stream({ model, messages, ...more })
      .on("chunk", (chunk) => seen("OpenAI.ChatCompletionChunk", chunk))
      .finalChatCompletion(),
  ),
);

check("openai.tools_in_parallel", async () => {
  const names = (calls) => calls.map((call) => call.function.name).sort();
  const tools = [WEATHER, TIME];
  for (const model of TOOLED) {
    const messages = user(BOTH);
    const reply = (await chat(model, messages, { tools })).choices[0].message;
    const again = await oai.chat.completions.stream({ model, messages, tools }).finalChatCompletion();
    for (const calls of [reply.tool_calls, again.choices[0].message.tool_calls]) {
      assert.deepEqual(names(calls), ["get_time", "get_weather"]);
    }
    messages.push(reply);
    for (const call of reply.tool_calls) {
      messages.push({ role: "tool", tool_call_id: call.id, content: `the result of ${call.function.name}` });
    }
    const text = (await chat(model, messages, { tools })).choices[0].message.content;
    has(text, "the result of get_time");
    has(text, "the result of get_weather");
  }
});

check("openai.thinking_replay", async () => {
  const more = { tools: [WEATHER], reasoning_effort: "low" };
  for (const model of THINKING) {
    const messages = user("What is the weather in Paris?");
    const reply = (await chat(model, messages, more)).choices[0].message;
    assert.ok(reply.reasoning_content && reply.thinking_blocks[0].signature);
    messages.push(reply, { role: "tool", tool_call_id: reply.tool_calls[0].id, content: RESULT });
    has((await chat(model, messages, more)).choices[0].message.content, "21 degrees");
    messages[1] = structuredClone(reply);
    messages[1].thinking_blocks[0].thinking += " changed";
    await expect(OpenAI.BadRequestError, () => chat(model, messages, more));
  }
});

check("openai.thinking_replay_streamed", async () => {
  const more = { tools: [WEATHER], reasoning_effort: "low" };
  for (const model of THINKING) {
    const messages = user("What is the weather in Paris?");
    let thought = "";
    let signature = "";
    let call;
    for await (const chunk of await chunks(model, messages, more)) {
      seen("OpenAI.ChatCompletionChunk", chunk);
      for (const { delta } of chunk.choices) {
        thought += delta.reasoning_content ?? "";
        for (const block of delta.thinking_blocks ?? []) signature += block.signature ?? "";
        for (const part of delta.tool_calls ?? []) {
          if (!call) call = { id: part.id, type: "function", function: { name: part.function.name, arguments: "" } };
          call.function.arguments += part.function.arguments ?? "";
        }
      }
    }
    assert.ok(thought && signature);
    messages.push(
      { role: "assistant", thinking_blocks: [{ type: "thinking", thinking: thought, signature }], tool_calls: [call] },
      { role: "tool", tool_call_id: call.id, content: RESULT },
    );
    has((await chat(model, messages, more)).choices[0].message.content, "21 degrees");
  }
});

check("openai.structured_output", async () => {
  const City = z.object({ name: z.string(), country: z.string() });
  for (const model of [NOVA, THINKER, HAIKU]) {
    const reply = await oai.chat.completions.parse({
      model,
      messages: user("Where is Paris?"),
      response_format: zodResponseFormat(City, "city"),
    });
    assert.equal(typeof reply.choices[0].message.parsed.country, "string");
  }
});

check("openai.caching_usage", async () => {
  const text = { type: "text", text: "A long story, by Node. ".repeat(1500), cache_control: { type: "ephemeral" } };
  for (const model of [CLAUDE, HAIKU]) {
    const ask = async () => (await chat(model, user([text, { type: "text", text: "Sum it up." }]))).usage;
    const first = await ask();
    const second = await ask();
    assert.equal(first.prompt_tokens_details.cached_tokens, 0);
    assert.ok(second.prompt_tokens_details.cached_tokens > 1000);
    assert.equal(first.prompt_tokens, second.prompt_tokens);
  }
});

check("openai.embeddings", async () => {
  for (const [model, size] of Object.entries(EMBEDDERS)) {
    const reply = await oai.embeddings.create({ model, input: ["one", "two", "three", "one"] }); // asks for base64
    const got = reply.data.map((item) => Array.from(item.embedding));
    assert.deepEqual(reply.data.map((item) => item.index), [0, 1, 2, 3]);
    assert.equal(reply.model, model);
    for (const vector of got) assert.equal(vector.length, size);
    assert.deepEqual(got[0], got[3]);
    assert.notDeepEqual(got[0], got[1]);
    assert.ok(Math.abs(got[0].reduce((sum, x) => sum + x * x, 0) - 1) < 1e-3);
    assert.ok(reply.usage.prompt_tokens > 0 && reply.usage.prompt_tokens === reply.usage.total_tokens);
    const numbers = await oai.embeddings.create({ model, input: "two", encoding_format: "float" });
    seen("OpenAI.CreateEmbeddingResponse", { ...numbers, data: [{ ...numbers.data[0], embedding: [0.5] }] });
    numbers.data[0].embedding.forEach((x, i) => assert.ok(Math.abs(x - got[1][i]) < 1e-6));
  }
});

check("openai.embeddings_of_many_texts", async () => {
  const texts = Array.from({ length: 100 }, (_, i) => `text ${i}`);
  for (const model of [TITAN, "us.cohere.embed-v4:0"]) {
    const embed = async (input) => (await oai.embeddings.create({ model, input, dimensions: 256 })).data;
    const data = await embed(texts);
    assert.equal(data.length, 100);
    for (const item of data) assert.equal(item.embedding.length, 256);
    assert.deepEqual(data[97].embedding, (await embed(texts[97]))[0].embedding);
  }
});

check("openai.embeddings_refused", async () => {
  for (const bad of [{ input: "" }, { input: [] }, { input: [1, 2] }, { input: "a", dimensions: 100 }]) {
    await expect(OpenAI.BadRequestError, () => oai.embeddings.create({ model: TITAN, ...bad }));
  }
  await expect(OpenAI.BadRequestError, () => oai.embeddings.create({ model: CLAUDE, input: "a" }));
  await expect(OpenAI.BadRequestError, () => chat(TITAN, user("a")));
  const fine = Array(20).fill("fine");
  const input = [...fine, "[sim:throttle]", ...fine];
  await expect(OpenAI.RateLimitError, () => oai.embeddings.create({ model: TITAN, input }));
});

check("openai.models", async () => {
  const ids = [];
  for await (const model of oai.models.list()) ids.push(seen("OpenAI.Model", model).id);
  for (const model of [...EVERY, ...Object.keys(EMBEDDERS)]) assert.ok(ids.includes(model), model);
  const one = await oai.models.retrieve(LLAMA);
  assert.equal(one.id, LLAMA);
  assert.equal(one.object, "model");
  assert.ok(one.owned_by);
  await expect(OpenAI.NotFoundError, () => oai.models.retrieve("gpt-4"));
});

function openaiError(status, kind, type) {
  check(`openai.error_${status}`, async () => {
    for (const model of TWO) {
      for (const stream of [false, true]) {
        const ask = { model, messages: user(`[sim:status ${status}]`), stream };
        const error = await expect(kind, () => oai.chat.completions.create(ask));
        assert.equal(error.status, status);
        assert.equal(error.type, type);
        assert.ok(error.requestID && error.headers.get("x-amzn-requestid"));
        assert.equal(error.headers.has("retry-after"), status === 429 || status === 503);
      }
    }
  });
}

openaiError(400, OpenAI.BadRequestError, "invalid_request_error");
openaiError(401, OpenAI.AuthenticationError, "authentication_error");
openaiError(403, OpenAI.PermissionDeniedError, "permission_error");
openaiError(404, OpenAI.NotFoundError, "invalid_request_error");
openaiError(429, OpenAI.RateLimitError, "rate_limit_error");
openaiError(500, OpenAI.InternalServerError, "server_error");
openaiError(503, OpenAI.InternalServerError, "server_error");

check("openai.unknown_model", async () => {
  has((await expect(OpenAI.NotFoundError, () => chat("gpt-4", user("hi")))).message, LLAMA);
  await expect(OpenAI.BadRequestError, () => chat(LLAMA, []));
});

check("openai.retries", async () => {
  const messages = user("[sim:throttle times=1] by the Node SDK of OpenAI");
  has((await chat(LLAMA, messages, {}, { maxRetries: 2 })).choices[0].message.content, "OpenAI");
});

check("openai.error_before_the_stream", async () => {
  for (const model of TWO) {
    await expect(OpenAI.RateLimitError, () => chunks(model, user("[sim:exception=throttlingException after=0]")));
  }
});

check("openai.error_in_the_stream", async () => {
  for (const model of TWO) {
    for (const exception of ["throttlingException", "internalServerException", "modelStreamErrorException"]) {
      const stream = await chunks(model, user(`[sim:exception=${exception} after=3]`));
      await expect(OpenAI.APIError, () => drain(stream));
    }
  }
});

check("openai.stream_cut", async () => {
  for (const model of TWO) {
    for (const fault of ["cut after=3", "badcrc after=3", "no-stop"]) {
      const stream = await chunks(model, user(`[sim:${fault}]`));
      await expect(OpenAI.APIError, () => drain(stream));
    }
  }
});

check("openai.cancel", async () => {
  for (const model of TWO) {
    for await (const _ of await chunks(model, user("cancel by node openai [sim:events=300 pace=20ms]"))) break;
  }
});

check("openai.strict_and_dropped", async () => {
  for (const model of TWO) {
    const ask = { model, messages: user(SKY), seed: 7 };
    const { data, response } = await oai.chat.completions.create(ask).withResponse();
    assert.equal(response.headers.get("x-routec-dropped"), "seed");
    has(data.choices[0].message.content, "sky");
    has((await expect(OpenAI.BadRequestError, () => oai.chat.completions.create(ask, STRICT))).message, "seed");
    has((await chat(model, user(SKY), {}, STRICT)).choices[0].message.content, "sky");
  }
});

// ---- anthropic ----

check("anthropic.message", async () => {
  for (const model of EVERY) {
    const reply = await message(model, user(SKY));
    has(reply.content[0].text, "sky");
    assert.equal(reply.stop_reason, "end_turn");
    assert.ok(reply.usage.input_tokens > 0 && reply.usage.output_tokens > 0);
  }
});

check("anthropic.message_streamed", async () => {
  for (const model of EVERY) {
    const kinds = [];
    for await (const event of await events(model, user(SKY))) {
      kinds.push(seen("Anthropic.RawMessageStreamEvent", event).type);
    }
    assert.deepEqual(kinds.slice(0, 2), ["message_start", "content_block_start"]);
    assert.deepEqual(kinds.slice(-2), ["message_delta", "message_stop"]);
  }
});

check("anthropic.stream_helper", async () => {
  for (const model of EVERY) {
    const final = await ant.messages.stream({ model, max_tokens: 100, messages: user(SKY) }).finalMessage();
    has(final.content[0].text, "sky");
    assert.equal(final.stop_reason, "end_turn");
    assert.ok(final.usage.input_tokens > 0 && final.usage.output_tokens > 0);
  }
});

check("anthropic.beta_messages", async () => {
  for (const model of TWO) {
    const ask = { model, max_tokens: 100, messages: user(SKY) };
    has((await ant.beta.messages.create(ask)).content[0].text, "sky");
    has((await ant.beta.messages.stream(ask).finalMessage()).content[0].text, "sky");
  }
});

check("anthropic.many_at_once", async () => {
  const asked = Array.from({ length: 30 }, (_, i) => message(EVERY[i % 5], user(`number ${i}.`)));
  (await Promise.all(asked)).forEach((reply, i) => has(reply.content[0].text, `number ${i}.`));
});

check("anthropic.system_prompts", async () => {
  for (const model of EVERY) {
    has((await message(model, user(SKY), { system: "Be brief." })).content[0].text, "Be brief.");
    const system = [{ type: "text", text: "Be brief." }, { type: "text", text: "Be kind." }];
    const { text } = (await message(model, user(SKY), { system })).content[0];
    has(text, "Be brief.");
    has(text, "Be kind.");
  }
});

check("anthropic.images", async () => {
  const image = { type: "image", source: { type: "base64", media_type: "image/png", data: PIXEL } };
  for (const model of [CLAUDE, HAIKU]) {
    has((await message(model, user([{ type: "text", text: "What is this?" }, image]))).content[0].text, "1 images");
  }
});

check("anthropic.documents", async () => {
  const document = { type: "document", source: { type: "base64", media_type: "application/pdf", data: PDF } };
  for (const model of [CLAUDE, HAIKU]) {
    has((await message(model, user([{ type: "text", text: "What is this?" }, document]))).content[0].text, "1 documents");
  }
});

const streamed = (model, messages, more) =>
  ant.messages
    .stream({ model, max_tokens: 200, messages, ...more })
    .on("streamEvent", (event) => seen("Anthropic.RawMessageStreamEvent", event))
    .finalMessage();

async function useTools(ask) {
  for (const model of TOOLED) {
    const messages = [];
    for (const city of ["Paris", "Rome", "Oslo"]) {
      messages.push(...user(`What is the weather in ${city}?`));
      let reply = await ask(model, messages, { tools: [WEATHER_ANT] });
      const use = reply.content.find((block) => block.type === "tool_use");
      assert.equal(reply.stop_reason, "tool_use");
      assert.equal(typeof use.input.city, "string");
      const result = { type: "tool_result", tool_use_id: use.id, content: RESULT };
      messages.push({ role: "assistant", content: reply.content }, ...user([result]));
      reply = await ask(model, messages, { tools: [WEATHER_ANT] });
      has(reply.content[0].text, "21 degrees");
      assert.equal(reply.stop_reason, "end_turn");
      messages.push({ role: "assistant", content: reply.content });
    }
  }
}

check("anthropic.tools_three_turns", () => useTools(message));
check("anthropic.tools_three_turns_streamed", () => useTools(streamed));

check("anthropic.tools_in_parallel", async () => {
  const tools = [WEATHER_ANT, TIME_ANT];
  for (const model of TOOLED) {
    for (const ask of [message, streamed]) {
      const reply = await ask(model, user(BOTH), { tools });
      const uses = reply.content.filter((block) => block.type === "tool_use");
      assert.deepEqual(uses.map((use) => use.name).sort(), ["get_time", "get_weather"]);
      const results = uses.map(({ id, name }) => ({ type: "tool_result", tool_use_id: id, content: `the result of ${name}` }));
      const messages = [...user(BOTH), { role: "assistant", content: reply.content }, ...user(results)];
      const { text } = (await ask(model, messages, { tools })).content[0];
      has(text, "the result of get_time");
      has(text, "the result of get_weather");
    }
  }
});

check("anthropic.tool_runner", async () => {
  const tool = betaTool({ name: "get_weather", description: "The weather", inputSchema: PARAMETERS, run: () => RESULT });
  // It asks for a conversation that the service keeps, and does without one when it is told so.
  for (const model of TOOLED) {
    const messages = user("What is the weather in Paris?");
    const final = await ant.beta.messages.toolRunner({ model, max_tokens: 300, messages, tools: [tool] });
    has(final.content[0].text, "21 degrees");
  }
});

async function replayThoughts(ask) {
  const more = { max_tokens: 4000, thinking: { type: "enabled", budget_tokens: 2000 }, tools: [WEATHER_ANT] };
  for (const model of THINKING) {
    const messages = user("What is the weather in Paris?");
    const reply = await ask(model, messages, more);
    assert.equal(reply.content[0].type, "thinking");
    assert.ok(reply.content[0].signature);
    const use = reply.content.find((block) => block.type === "tool_use");
    const result = { type: "tool_result", tool_use_id: use.id, content: RESULT };
    messages.push({ role: "assistant", content: reply.content }, ...user([result]));
    has((await ask(model, messages, more)).content.at(-1).text, "21 degrees");
    messages[1] = { role: "assistant", content: structuredClone(reply.content) };
    messages[1].content[0].thinking += " changed";
    await expect(Anthropic.BadRequestError, () => ask(model, messages, more));
  }
}

check("anthropic.thinking_replay", () => replayThoughts(message));
check("anthropic.thinking_replay_streamed", () => replayThoughts(streamed));

check("anthropic.redacted_thinking", async () => {
  const more = { max_tokens: 4000, thinking: { type: "enabled", budget_tokens: 2000 } };
  for (const model of THINKING) {
    for (const ask of [message, streamed]) {
      const messages = user("Hello [sim:redacted]");
      const reply = await ask(model, messages, more);
      assert.equal(reply.content[0].type, "redacted_thinking");
      assert.ok(reply.content[0].data);
      messages.push({ role: "assistant", content: reply.content }, ...user("And now?"));
      has((await ask(model, messages, more)).content.at(-1).text, "And now?");
    }
  }
});

check("anthropic.structured_output", async () => {
  const properties = { name: { type: "string" } };
  const schema = { type: "object", properties, required: ["name"], additionalProperties: false };
  for (const model of [THINKER, HAIKU]) {
    const more = { output_config: { format: { type: "json_schema", schema } } };
    const reply = await message(model, user("Where is Paris?"), more);
    assert.equal(typeof JSON.parse(reply.content[0].text).name, "string");
  }
});

check("anthropic.caching_usage", async () => {
  const text = "An even longer story, by Node. ".repeat(1500);
  const system = [{ type: "text", text, cache_control: { type: "ephemeral" } }];
  for (const model of [CLAUDE, HAIKU]) {
    const ask = async () => (await message(model, user("Sum it up."), { system })).usage;
    const first = await ask();
    const second = await ask();
    assert.ok(first.cache_creation_input_tokens > 1000);
    assert.equal(first.cache_read_input_tokens, 0);
    assert.equal(second.cache_read_input_tokens, first.cache_creation_input_tokens);
    assert.equal(first.input_tokens, second.input_tokens);
  }
});

check("anthropic.count_tokens", async () => {
  const count = async (model, more = {}) =>
    seen("Anthropic.MessageTokensCount", await ant.messages.countTokens({ model, messages: user(SKY), ...more }))
      .input_tokens;
  for (const model of [CLAUDE, THINKER, HAIKU, "us.anthropic.claude-sonnet-4-20250514-v1:0"]) {
    const plain = await count(model);
    assert.ok(plain > 0);
    assert.ok((await count(model, { system: "You are helpful.", tools: [WEATHER_ANT] })) > plain);
  }
  assert.ok((await count(THINKER, { thinking: { type: "enabled", budget_tokens: 16000 } })) > 0);
  const betas = ["token-counting-2024-11-01"];
  const beta = await ant.beta.messages.countTokens({ model: CLAUDE, messages: user("hi"), betas });
  assert.ok(beta.input_tokens > 0);
  await expect(Anthropic.BadRequestError, () => count(LLAMA));
  await expect(Anthropic.BadRequestError, () => count(CLAUDE, { messages: [] }));
  await expect(Anthropic.NotFoundError, () => count("claude-x"));
});

check("anthropic.models", async () => {
  const list = async (query) => {
    const ids = [];
    for await (const model of ant.models.list(query)) ids.push(seen("Anthropic.ModelInfo", model).id);
    return ids;
  };
  const everything = await list({});
  for (const model of EVERY) assert.ok(everything.includes(model), model);
  for (const model of Object.keys(EMBEDDERS)) assert.ok(!everything.includes(model), model); // they take no messages
  assert.deepEqual(await list({ limit: 2 }), everything); // page by page
  const page = await ant.models.list({ limit: 2, before_id: everything[3] });
  assert.deepEqual(page.data.map((model) => model.id), everything.slice(1, 3));
  assert.ok(page.has_more);
  const one = await ant.models.retrieve(CLAUDE);
  assert.equal(one.id, CLAUDE);
  assert.equal(one.type, "model");
  assert.equal(one.lifecycle, "active");
  assert.ok(one.created_at);
  assert.equal((await ant.beta.models.retrieve(CLAUDE)).id, CLAUDE);
  await expect(Anthropic.NotFoundError, () => ant.models.retrieve("claude-x"));
  await expect(Anthropic.BadRequestError, () => ant.models.list({ after_id: "claude-x" }));
});

function anthropicError(status, kind, type) {
  check(`anthropic.error_${status}`, async () => {
    for (const model of TWO) {
      for (const stream of [false, true]) {
        const error = await expect(kind, () => message(model, user(`[sim:status ${status}]`), { stream }));
        assert.equal(error.status, status);
        assert.equal(error.error.error.type, type);
        assert.ok(error.requestID && error.error.request_id === error.requestID);
        assert.ok(error.headers.get("x-amzn-requestid"));
        assert.equal(error.headers.has("retry-after"), status === 429 || status === 503);
      }
    }
  });
}

anthropicError(400, Anthropic.BadRequestError, "invalid_request_error");
anthropicError(401, Anthropic.AuthenticationError, "authentication_error");
anthropicError(403, Anthropic.PermissionDeniedError, "permission_error");
anthropicError(404, Anthropic.NotFoundError, "not_found_error");
anthropicError(429, Anthropic.RateLimitError, "rate_limit_error");
anthropicError(500, Anthropic.InternalServerError, "api_error");
anthropicError(503, Anthropic.InternalServerError, "overloaded_error");

check("anthropic.unknown_model", async () => {
  has((await expect(Anthropic.NotFoundError, () => message("claude-x", user("hi")))).message, CLAUDE);
  const thinking = { type: "enabled", budget_tokens: 2000 }; // above max_tokens
  for (const model of THINKING) {
    await expect(Anthropic.BadRequestError, () => message(model, user("hi"), { thinking }));
  }
});

check("anthropic.retries", async () => {
  const messages = user("[sim:throttle times=1] by the Node SDK of Anthropic");
  has((await message(CLAUDE, messages, {}, { maxRetries: 2 })).content[0].text, "Anthropic");
});

check("anthropic.error_before_the_stream", async () => {
  for (const model of TWO) {
    await expect(Anthropic.RateLimitError, () => events(model, user("[sim:exception=throttlingException after=0]")));
  }
});

check("anthropic.error_in_the_stream", async () => {
  for (const model of TWO) {
    for (const exception of ["throttlingException", "internalServerException", "modelStreamErrorException"]) {
      const stream = await events(model, user(`[sim:exception=${exception} after=3]`));
      await expect(Anthropic.APIError, () => drain(stream));
    }
  }
});

check("anthropic.stream_cut", async () => {
  for (const model of TWO) {
    for (const fault of ["cut after=3", "badcrc after=3", "no-stop"]) {
      const stream = await events(model, user(`[sim:${fault}]`));
      await expect(Anthropic.APIError, () => drain(stream));
    }
  }
});

check("anthropic.cancel", async () => {
  for (const model of TWO) {
    const ask = user("cancel by node anthropic [sim:events=300 pace=20ms]");
    for await (const _ of await events(model, ask, { max_tokens: 1000 })) break;
  }
});

check("anthropic.strict_and_dropped", async () => {
  const ask = { model: LLAMA, max_tokens: 100, messages: user(SKY), top_k: 4 };
  const { data, response } = await ant.messages.create(ask).withResponse();
  assert.equal(response.headers.get("x-routec-dropped"), "top_k");
  has(data.content[0].text, "sky");
  has((await expect(Anthropic.BadRequestError, () => ant.messages.create(ask, STRICT))).message, "top_k");
  for (const model of TWO) has((await message(model, user(SKY), {}, STRICT)).content[0].text, "sky");
});

// ---- both ----

check("both.replies_are_of_the_sdks_types", () => {
  const lines = [
    'import OpenAI from "openai";',
    'import Anthropic from "@anthropic-ai/sdk";',
    "type Mutable<T> = { -readonly [K in keyof T]: Mutable<T[K]> };",
    // What may be null may be missing, and so may a tool call's caller: Bedrock's own Claude sends neither.
    'type May<T, K extends keyof T> = null extends T[K] ? K : K extends "caller" ? K : never;',
    "type Given<T> = T extends (infer E)[] ? Given<E>[] : T extends object ?",
    "  { [K in keyof T as Exclude<K, May<T, K>>]: Given<T[K]> } & { [K in keyof T as May<T, K>]?: Given<T[K]> } : T;",
  ];
  let n = 0;
  for (const [json, type] of replies) {
    lines.push(`const reply${n} = ${json} as const;`);
    lines.push(`export const typed${n}: Given<${type}> = reply${n} as Mutable<typeof reply${n}>;`);
    n++;
  }
  assert.ok(n > 100, `only ${n} replies`);
  const folder = join(sdks, "replies");
  mkdirSync(folder, { recursive: true });
  const file = join(folder, "replies.ts");
  writeFileSync(file, lines.join("\n") + "\n");
  const options = ["--noEmit", "--strict", "--skipLibCheck", "--module", "nodenext", "--types", "", "--pretty", "false"];
  const tsc = spawnSync(process.execPath, [join(sdks, "node_modules/typescript/bin/tsc"), ...options, file], {
    encoding: "utf8",
  });
  assert.equal(tsc.status, 0, `${tsc.stdout.slice(0, 3000)}${tsc.stderr}`);
});

for (const [name, run] of checks) {
  let failure = null;
  try {
    await run();
  } catch (error) {
    failure = String(error.stack).slice(0, 2000);
  }
  console.log(JSON.stringify({ check: name, failure }));
}
