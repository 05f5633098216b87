"""The official openai and anthropic SDKs for Python, unmodified, against a gateway before the Bedrock simulator.

Usage: checks.py http://localhost:PORT. Prints one JSON line a check: {"check": NAME, "failure": null or TEXT}.
Both clients hold every reply and every event against the SDK's own types (`_strict_response_validation`).
"""

import asyncio
import base64
import json
import math
import sys
import traceback

import anthropic
import openai
import pydantic

LLAMA = "us.meta.llama3-2-1b-instruct-v1:0"
NOVA = "us.amazon.nova-micro-v1:0"
CLAUDE = "anthropic.claude-3-5-sonnet-20241022-v2:0"  # by InvokeModel
THINKER = "us.anthropic.claude-sonnet-4-5-20250929-v1:0"  # by InvokeModel
HAIKU = "us.anthropic.claude-haiku-4-5-20251001-v1:0"  # by Converse
TITAN = "amazon.titan-embed-text-v2:0"
EMBEDDERS = {
    "amazon.titan-embed-text-v1": 1536,
    TITAN: 1024,
    "cohere.embed-english-v3": 1024,
    "us.cohere.embed-v4:0": 1536,
    "amazon.nova-2-multimodal-embeddings-v1:0": 3072,
}
EVERY = (LLAMA, NOVA, CLAUDE, THINKER, HAIKU)
TOOLED = (NOVA, CLAUDE, THINKER, HAIKU)
THINKING = (THINKER, HAIKU)
TWO = (LLAMA, CLAUDE)  # one for each way to Bedrock

base = sys.argv[1]
strictly = dict(api_key="unused", max_retries=0, _strict_response_validation=True)
oai = openai.OpenAI(base_url=base + "/v1", **strictly)
ant = anthropic.Anthropic(base_url=base + "/anthropic", **strictly)
# The type of a vector knows no base64, which this SDK asks for and decodes.
vectors = openai.OpenAI(base_url=base + "/v1", api_key="unused", max_retries=0)

PARAMETERS = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}
WEATHER = {"type": "function", "function": {"name": "get_weather", "description": "The weather", "parameters": PARAMETERS}}
WEATHER_ANT = {"name": "get_weather", "description": "The weather", "input_schema": PARAMETERS}
TIME = {"type": "function", "function": {"name": "get_time", "parameters": PARAMETERS}}
TIME_ANT = {"name": "get_time", "input_schema": PARAMETERS}
BOTH = "Call get_weather and get_time for Paris."
PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII="
PDF = base64.b64encode(b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF").decode()
SKY = "Why is the sky blue?"
RESULT = "It is 21 degrees."
checks = {}


def check(function):
    checks[function.__name__.replace("_", ".", 1)] = function
    return function


def user(content):
    return [{"role": "user", "content": content}]


def expect(kind, call):
    try:
        call()
    except kind as error:
        assert str(error)
        return error
    raise AssertionError(f"{kind.__name__} was expected")


def chat(model, messages, **more):
    return oai.chat.completions.create(model=model, messages=messages, **more)


def message(model, messages, max_tokens=200, **more):
    return ant.messages.create(model=model, max_tokens=max_tokens, messages=messages, **more)


def drain(stream):
    for _ in stream:
        pass


# ---- openai ----


@check
def openai_chat():
    for model in EVERY:
        reply = chat(model, user(SKY))
        assert "sky" in reply.choices[0].message.content and reply.choices[0].finish_reason == "stop"
        assert reply.model == model
        assert reply.usage.total_tokens == reply.usage.prompt_tokens + reply.usage.completion_tokens > 0


@check
def openai_chat_streamed():
    for model in EVERY:
        text, usages, finishes, ids = "", [], [], set()
        for chunk in chat(model, user(SKY), stream=True, stream_options={"include_usage": True}):
            ids.add(chunk.id)
            usages += [chunk.usage] if chunk.usage else []
            for choice in chunk.choices:
                text += choice.delta.content or ""
                finishes += [choice.finish_reason] if choice.finish_reason else []
        assert "sky" in text and finishes == ["stop"] and len(ids) == 1
        assert len(usages) == 1 and usages[0].completion_tokens > 0


@check
def openai_stream_helper():
    for model in EVERY:
        with oai.chat.completions.stream(model=model, messages=user(SKY)) as stream:
            drain(stream)
            assert "sky" in stream.get_final_completion().choices[0].message.content


@check
def openai_many_at_once():
    async def run():
        async with openai.AsyncOpenAI(base_url=base + "/v1", **strictly) as client:
            asked = [
                client.chat.completions.create(model=EVERY[i % 5], messages=user(f"number {i}.")) for i in range(30)
            ]
            for i, reply in enumerate(await asyncio.gather(*asked)):
                assert f"number {i}." in reply.choices[0].message.content, reply

    asyncio.run(run())


@check
def openai_system_prompts():
    for model in EVERY:
        system = [{"role": "system", "content": "Be brief."}, {"role": "developer", "content": "Be kind."}]
        reply = chat(model, system + user(SKY))
        assert "Be brief." in reply.choices[0].message.content and "Be kind." in reply.choices[0].message.content


@check
def openai_images():
    part = {"type": "image_url", "image_url": {"url": "data:image/png;base64," + PIXEL}}
    for model in (CLAUDE, HAIKU):
        reply = chat(model, user([{"type": "text", "text": "What is this?"}, part]))
        assert "1 images" in reply.choices[0].message.content, reply


@check
def openai_documents():
    part = {"type": "file", "file": {"filename": "a.pdf", "file_data": "data:application/pdf;base64," + PDF}}
    for model in (CLAUDE, HAIKU):
        reply = chat(model, user([{"type": "text", "text": "What is this?"}, part]))
        assert "1 documents" in reply.choices[0].message.content, reply


@check
def openai_tools_three_turns():
    for model in TOOLED:
        messages = []
        for city in ("Paris", "Rome", "Oslo"):
            messages += user(f"What is the weather in {city}?")
            reply = chat(model, messages, tools=[WEATHER]).choices[0]
            call = reply.message.tool_calls[0]
            assert reply.finish_reason == "tool_calls" and call.function.name == "get_weather"
            assert isinstance(json.loads(call.function.arguments)["city"], str)
            messages += [reply.message, {"role": "tool", "tool_call_id": call.id, "content": RESULT}]
            reply = chat(model, messages, tools=[WEATHER]).choices[0]
            assert "21 degrees" in reply.message.content and reply.finish_reason == "stop", reply
            messages.append(reply.message)


@check
def openai_tools_three_turns_streamed():
    for model in TOOLED:
        messages = []
        for city in ("Paris", "Rome", "Oslo"):
            messages += user(f"What is the weather in {city}?")
            with oai.chat.completions.stream(model=model, messages=messages, tools=[WEATHER]) as stream:
                reply = stream.get_final_completion().choices[0]
            call = reply.message.tool_calls[0]
            assert reply.finish_reason == "tool_calls" and call.function.name == "get_weather"
            assert isinstance(json.loads(call.function.arguments)["city"], str)
            calls = [{"id": call.id, "type": "function", "function": {"name": "get_weather", "arguments": call.function.arguments}}]
            messages += [
                {"role": "assistant", "content": reply.message.content, "tool_calls": calls},
                {"role": "tool", "tool_call_id": call.id, "content": RESULT},
            ]
            with oai.chat.completions.stream(model=model, messages=messages, tools=[WEATHER]) as stream:
                text = stream.get_final_completion().choices[0].message.content
            assert "21 degrees" in text
            messages.append({"role": "assistant", "content": text})


@check
def openai_tools_in_parallel():
    for model in TOOLED:
        messages = user(BOTH)
        reply = chat(model, messages, tools=[WEATHER, TIME]).choices[0].message
        with oai.chat.completions.stream(model=model, messages=messages, tools=[WEATHER, TIME]) as stream:
            again = stream.get_final_completion().choices[0].message
        for calls in (reply.tool_calls, again.tool_calls):
            assert sorted(call.function.name for call in calls) == ["get_time", "get_weather"], calls
        messages.append(reply)
        for call in reply.tool_calls:
            messages.append({"role": "tool", "tool_call_id": call.id, "content": f"the result of {call.function.name}"})
        text = chat(model, messages, tools=[WEATHER, TIME]).choices[0].message.content
        assert "the result of get_time" in text and "the result of get_weather" in text


@check
def openai_thinking_replay():
    for model in THINKING:
        messages = user("What is the weather in Paris?")
        reply = chat(model, messages, tools=[WEATHER], reasoning_effort="low").choices[0].message
        assert reply.reasoning_content and reply.thinking_blocks[0]["signature"], reply
        messages += [reply, {"role": "tool", "tool_call_id": reply.tool_calls[0].id, "content": RESULT}]
        again = chat(model, messages, tools=[WEATHER], reasoning_effort="low")
        assert "21 degrees" in again.choices[0].message.content, again
        forged = reply.model_dump(exclude_none=True)
        forged["thinking_blocks"][0]["thinking"] += " changed"
        messages[1] = forged
        expect(openai.BadRequestError, lambda: chat(model, messages, tools=[WEATHER], reasoning_effort="low"))


@check
def openai_thinking_replay_streamed():
    for model in THINKING:
        messages = user("What is the weather in Paris?")
        thought, blocks, call, arguments = "", [], None, ""
        for chunk in chat(model, messages, tools=[WEATHER], reasoning_effort="low", stream=True):
            for choice in chunk.choices:
                thought += getattr(choice.delta, "reasoning_content", None) or ""
                blocks += getattr(choice.delta, "thinking_blocks", None) or []
                for delta in choice.delta.tool_calls or []:
                    call = call or delta
                    arguments += delta.function.arguments or ""
        signature = "".join(block.get("signature") or "" for block in blocks)
        assert thought and signature, blocks
        function = {"name": call.function.name, "arguments": arguments}
        messages += [
            {
                "role": "assistant",
                "thinking_blocks": [{"type": "thinking", "thinking": thought, "signature": signature}],
                "tool_calls": [{"id": call.id, "type": "function", "function": function}],
            },
            {"role": "tool", "tool_call_id": call.id, "content": RESULT},
        ]
        reply = chat(model, messages, tools=[WEATHER], reasoning_effort="low")
        assert "21 degrees" in reply.choices[0].message.content, reply


@check
def openai_structured_output():
    class City(pydantic.BaseModel):
        name: str
        country: str

    for model in (NOVA, THINKER, HAIKU):
        reply = oai.chat.completions.parse(model=model, messages=user("Where is Paris?"), response_format=City)
        assert isinstance(reply.choices[0].message.parsed, City), reply


@check
def openai_caching_usage():
    for model in (CLAUDE, HAIKU):
        text = {"type": "text", "text": "A long story, by Python. " * 1500, "cache_control": {"type": "ephemeral"}}
        messages = user([text, {"type": "text", "text": "Sum it up."}])
        first, second = chat(model, messages).usage, chat(model, messages).usage
        assert first.prompt_tokens_details.cached_tokens == 0, first
        assert second.prompt_tokens_details.cached_tokens > 1000, second
        assert first.prompt_tokens == second.prompt_tokens, (first, second)


@check
def openai_embeddings():
    for model, size in EMBEDDERS.items():
        reply = vectors.embeddings.create(model=model, input=["one", "two", "three", "one"])  # asks for base64
        got = [item.embedding for item in reply.data]
        assert [item.index for item in reply.data] == [0, 1, 2, 3] and reply.model == model
        assert all(len(vector) == size for vector in got), model
        assert got[0] == got[3] != got[1]
        assert math.isclose(sum(x * x for x in got[0]), 1, rel_tol=1e-3)
        assert reply.usage.prompt_tokens == reply.usage.total_tokens > 0
        numbers = oai.embeddings.create(model=model, input="two", encoding_format="float").data[0].embedding
        assert all(math.isclose(a, b, rel_tol=1e-6, abs_tol=1e-9) for a, b in zip(numbers, got[1]))


@check
def openai_embeddings_of_many_texts():
    texts = [f"text {i}" for i in range(100)]
    for model in (TITAN, "us.cohere.embed-v4:0"):
        embed = lambda given: oai.embeddings.create(model=model, input=given, dimensions=256, encoding_format="float").data
        data = embed(texts)
        assert len(data) == 100 and all(len(item.embedding) == 256 for item in data)
        assert data[97].embedding == embed(texts[97])[0].embedding


@check
def openai_embeddings_refused():
    for bad in ({"input": ""}, {"input": []}, {"input": [1, 2]}, {"input": "a", "dimensions": 100}):
        expect(openai.BadRequestError, lambda: vectors.embeddings.create(model=TITAN, **bad))
    expect(openai.BadRequestError, lambda: vectors.embeddings.create(model=CLAUDE, input="a"))
    expect(openai.BadRequestError, lambda: chat(TITAN, user("a")))
    texts = ["fine"] * 20 + ["[sim:throttle]"] + ["fine"] * 20
    expect(openai.RateLimitError, lambda: vectors.embeddings.create(model=TITAN, input=texts))


@check
def openai_models():
    ids = [model.id for model in oai.models.list()]
    assert set(EVERY) | set(EMBEDDERS) <= set(ids)
    one = oai.models.retrieve(LLAMA)
    assert one.id == LLAMA and one.object == "model" and one.owned_by
    expect(openai.NotFoundError, lambda: oai.models.retrieve("gpt-4"))


def openai_error(status, kind, type_):
    def run():
        for model in TWO:
            for stream in (False, True):
                error = expect(kind, lambda: chat(model, user(f"[sim:status {status}]"), stream=stream))
                assert error.status_code == status and error.type == type_ and error.request_id, error.body
                assert error.response.headers["x-amzn-requestid"]
                assert ("retry-after" in error.response.headers) == (status in (429, 503))

    checks[f"openai.error_{status}"] = run


openai_error(400, openai.BadRequestError, "invalid_request_error")
openai_error(401, openai.AuthenticationError, "authentication_error")
openai_error(403, openai.PermissionDeniedError, "permission_error")
openai_error(404, openai.NotFoundError, "invalid_request_error")
openai_error(429, openai.RateLimitError, "rate_limit_error")
openai_error(500, openai.InternalServerError, "server_error")
openai_error(503, openai.InternalServerError, "server_error")


@check
def openai_unknown_model():
    assert LLAMA in str(expect(openai.NotFoundError, lambda: chat("gpt-4", user("hi"))))
    expect(openai.BadRequestError, lambda: chat(LLAMA, []))


@check
def openai_retries():
    patient = oai.with_options(max_retries=2)
    messages = user("[sim:throttle times=1] by the Python SDK of OpenAI")
    assert "OpenAI" in patient.chat.completions.create(model=LLAMA, messages=messages).choices[0].message.content


@check
def openai_error_before_the_stream():
    for model in TWO:
        ask = user("[sim:exception=throttlingException after=0]")
        expect(openai.RateLimitError, lambda: chat(model, ask, stream=True))


@check
def openai_error_in_the_stream():
    for model in TWO:
        for exception in ("throttlingException", "internalServerException", "modelStreamErrorException"):
            stream = chat(model, user(f"[sim:exception={exception} after=3]"), stream=True)
            expect(openai.APIError, lambda: drain(stream))


@check
def openai_stream_cut():
    for model in TWO:
        for fault in ("cut after=3", "badcrc after=3", "no-stop"):
            stream = chat(model, user(f"[sim:{fault}]"), stream=True)
            expect(openai.APIError, lambda: drain(stream))


@check
def openai_cancel():
    for model in TWO:
        stream = chat(model, user("cancel by python openai [sim:events=300 pace=20ms]"), stream=True)
        next(iter(stream))
        stream.close()


@check
def openai_strict_and_dropped():
    for model in TWO:
        raw = oai.chat.completions.with_raw_response.create(model=model, messages=user(SKY), seed=7)
        assert raw.headers["x-routec-dropped"] == "seed" and "sky" in raw.parse().choices[0].message.content
        strict = {"x-routec-strict": "true"}
        error = expect(openai.BadRequestError, lambda: chat(model, user(SKY), seed=7, extra_headers=strict))
        assert "seed" in str(error)
        assert "sky" in chat(model, user(SKY), extra_headers=strict).choices[0].message.content


# ---- anthropic ----


@check
def anthropic_message():
    for model in EVERY:
        reply = message(model, user(SKY))
        assert "sky" in reply.content[0].text and reply.stop_reason == "end_turn"
        assert reply.usage.input_tokens > 0 and reply.usage.output_tokens > 0


@check
def anthropic_message_streamed():
    for model in EVERY:
        kinds = [event.type for event in message(model, user(SKY), stream=True)]
        assert kinds[0] == "message_start" and kinds[-2:] == ["message_delta", "message_stop"], kinds
        assert kinds[1] == "content_block_start" and "content_block_delta" in kinds


@check
def anthropic_stream_helper():
    for model in EVERY:
        with ant.messages.stream(model=model, max_tokens=100, messages=user(SKY)) as stream:
            text = "".join(stream.text_stream)
            final = stream.get_final_message()
        assert "sky" in text and final.stop_reason == "end_turn"
        assert final.usage.input_tokens > 0 and final.usage.output_tokens > 0


@check
def anthropic_beta_messages():
    for model in TWO:
        given = dict(model=model, max_tokens=100, messages=user(SKY))
        assert "sky" in ant.beta.messages.create(**given).content[0].text
        with ant.beta.messages.stream(**given) as stream:
            assert "sky" in stream.get_final_message().content[0].text


@check
def anthropic_many_at_once():
    async def run():
        async with anthropic.AsyncAnthropic(base_url=base + "/anthropic", **strictly) as client:
            asked = [
                client.messages.create(model=EVERY[i % 5], max_tokens=100, messages=user(f"number {i}."))
                for i in range(30)
            ]
            for i, reply in enumerate(await asyncio.gather(*asked)):
                assert f"number {i}." in reply.content[0].text, reply

    asyncio.run(run())


@check
def anthropic_system_prompts():
    for model in EVERY:
        assert "Be brief." in message(model, user(SKY), system="Be brief.").content[0].text
        system = [{"type": "text", "text": "Be brief."}, {"type": "text", "text": "Be kind."}]
        text = message(model, user(SKY), system=system).content[0].text
        assert "Be brief." in text and "Be kind." in text


@check
def anthropic_images():
    image = {"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": PIXEL}}
    for model in (CLAUDE, HAIKU):
        reply = message(model, user([{"type": "text", "text": "What is this?"}, image]))
        assert "1 images" in reply.content[0].text, reply


@check
def anthropic_documents():
    document = {"type": "document", "source": {"type": "base64", "media_type": "application/pdf", "data": PDF}}
    for model in (CLAUDE, HAIKU):
        reply = message(model, user([{"type": "text", "text": "What is this?"}, document]))
        assert "1 documents" in reply.content[0].text, reply


def tool_turns(ask):
    for model in TOOLED:
        messages = []
        for city in ("Paris", "Rome", "Oslo"):
            messages += user(f"What is the weather in {city}?")
            reply = ask(model=model, max_tokens=200, messages=messages, tools=[WEATHER_ANT])
            use = next(block for block in reply.content if block.type == "tool_use")
            assert reply.stop_reason == "tool_use" and isinstance(use.input["city"], str), reply
            result = {"type": "tool_result", "tool_use_id": use.id, "content": RESULT}
            messages += [{"role": "assistant", "content": reply.content}] + user([result])
            reply = ask(model=model, max_tokens=200, messages=messages, tools=[WEATHER_ANT])
            assert "21 degrees" in reply.content[0].text and reply.stop_reason == "end_turn", reply
            messages.append({"role": "assistant", "content": reply.content})


def streamed(**given):
    with ant.messages.stream(**given) as stream:
        return stream.get_final_message()


@check
def anthropic_tools_three_turns():
    tool_turns(ant.messages.create)


@check
def anthropic_tools_three_turns_streamed():
    tool_turns(streamed)


@check
def anthropic_tools_in_parallel():
    for model in TOOLED:
        for ask in (ant.messages.create, streamed):
            given = dict(model=model, max_tokens=200, tools=[WEATHER_ANT, TIME_ANT])
            reply = ask(messages=user(BOTH), **given)
            uses = [block for block in reply.content if block.type == "tool_use"]
            assert sorted(use.name for use in uses) == ["get_time", "get_weather"], reply
            results = [
                {"type": "tool_result", "tool_use_id": use.id, "content": f"the result of {use.name}"} for use in uses
            ]
            messages = user(BOTH) + [{"role": "assistant", "content": reply.content}] + user(results)
            text = ask(messages=messages, **given).content[0].text
            assert "the result of get_time" in text and "the result of get_weather" in text


@check
def anthropic_tool_runner():
    @anthropic.beta_tool
    def get_weather(city: str) -> str:
        """The weather of a city."""
        return RESULT

    # It asks for a conversation that the service keeps, and does without one when it is told so.
    for model in TOOLED:
        runner = ant.beta.messages.tool_runner(
            model=model, max_tokens=300, tools=[get_weather], messages=user("What is the weather in Paris?")
        )
        assert "21 degrees" in runner.until_done().content[0].text


def thinking_replay(ask):
    for model in THINKING:
        thinking = {"type": "enabled", "budget_tokens": 2000}
        given = dict(model=model, max_tokens=4000, thinking=thinking, tools=[WEATHER_ANT])
        messages = user("What is the weather in Paris?")
        reply = ask(messages=messages, **given)
        assert reply.content[0].type == "thinking" and reply.content[0].signature, reply
        use = next(block for block in reply.content if block.type == "tool_use")
        result = {"type": "tool_result", "tool_use_id": use.id, "content": RESULT}
        messages += [{"role": "assistant", "content": reply.content}] + user([result])
        again = ask(messages=messages, **given)
        assert "21 degrees" in again.content[-1].text, again
        forged = [block.model_dump(exclude_none=True) for block in reply.content]
        forged[0]["thinking"] += " changed"
        messages[1] = {"role": "assistant", "content": forged}
        expect(anthropic.BadRequestError, lambda: ask(messages=messages, **given))


@check
def anthropic_thinking_replay():
    thinking_replay(ant.messages.create)


@check
def anthropic_thinking_replay_streamed():
    thinking_replay(streamed)


@check
def anthropic_redacted_thinking():
    for model in THINKING:
        given = dict(model=model, max_tokens=4000, thinking={"type": "enabled", "budget_tokens": 2000})
        messages = user("Hello [sim:redacted]")
        for ask in (ant.messages.create, streamed):
            reply = ask(messages=messages, **given)
            assert reply.content[0].type == "redacted_thinking" and reply.content[0].data, reply
            turns = messages + [{"role": "assistant", "content": reply.content}] + user("And now?")
            assert "And now?" in ask(messages=turns, **given).content[-1].text


@check
def anthropic_structured_output():
    schema = {"type": "object", "properties": {"name": {"type": "string"}}, "required": ["name"], "additionalProperties": False}
    for model in (THINKER, HAIKU):
        reply = message(
            model, user("Where is Paris?"), output_config={"format": {"type": "json_schema", "schema": schema}}
        )
        assert isinstance(json.loads(reply.content[0].text)["name"], str), reply


@check
def anthropic_caching_usage():
    for model in (CLAUDE, HAIKU):
        text = "An even longer story, by Python. " * 1500
        system = [{"type": "text", "text": text, "cache_control": {"type": "ephemeral"}}]
        ask = lambda: message(model, user("Sum it up."), max_tokens=50, system=system).usage
        first, second = ask(), ask()
        assert first.cache_creation_input_tokens > 1000 and first.cache_read_input_tokens == 0, first
        assert second.cache_read_input_tokens == first.cache_creation_input_tokens, second
        assert first.input_tokens == second.input_tokens < 1000, (first, second)


@check
def anthropic_count_tokens():
    for model in (CLAUDE, THINKER, HAIKU, "us.anthropic.claude-sonnet-4-20250514-v1:0"):
        count = lambda **more: ant.messages.count_tokens(model=model, messages=user(SKY), **more).input_tokens
        assert count(system="You are helpful.", tools=[WEATHER_ANT]) > count() > 0
    thinking = {"type": "enabled", "budget_tokens": 16000}
    assert ant.messages.count_tokens(model=THINKER, messages=user("hi"), thinking=thinking).input_tokens > 0
    beta = ant.beta.messages.count_tokens(model=CLAUDE, messages=user("hi"), betas=["token-counting-2024-11-01"])
    assert beta.input_tokens > 0
    expect(anthropic.BadRequestError, lambda: ant.messages.count_tokens(model=LLAMA, messages=user("hi")))
    expect(anthropic.BadRequestError, lambda: ant.messages.count_tokens(model=CLAUDE, messages=[]))
    expect(anthropic.NotFoundError, lambda: ant.messages.count_tokens(model="claude-x", messages=user("hi")))


@check
def anthropic_models():
    everything = [model.id for model in ant.models.list()]
    assert set(EVERY) <= set(everything)
    assert not set(EMBEDDERS) & set(everything)  # they take no messages
    assert [model.id for model in ant.models.list(limit=2)] == everything  # page by page
    page = ant.models.list(limit=2, before_id=everything[3])
    assert [model.id for model in page.data] == everything[1:3] and page.has_more
    one = ant.models.retrieve(CLAUDE)
    assert one.id == CLAUDE and one.type == "model" and one.lifecycle == "active" and one.created_at
    assert ant.beta.models.retrieve(CLAUDE).id == CLAUDE
    expect(anthropic.NotFoundError, lambda: ant.models.retrieve("claude-x"))
    expect(anthropic.BadRequestError, lambda: ant.models.list(after_id="claude-x"))


def anthropic_error(status, kind, type_):
    def run():
        for model in TWO:
            for stream in (False, True):
                error = expect(kind, lambda: message(model, user(f"[sim:status {status}]"), stream=stream))
                assert error.status_code == status and error.body["error"]["type"] == type_, error.body
                assert error.request_id and error.body["request_id"] == error.request_id
                assert error.response.headers["x-amzn-requestid"]
                assert ("retry-after" in error.response.headers) == (status in (429, 503))

    checks[f"anthropic.error_{status}"] = run


anthropic_error(400, anthropic.BadRequestError, "invalid_request_error")
anthropic_error(401, anthropic.AuthenticationError, "authentication_error")
anthropic_error(403, anthropic.PermissionDeniedError, "permission_error")
anthropic_error(404, anthropic.NotFoundError, "not_found_error")
anthropic_error(429, anthropic.RateLimitError, "rate_limit_error")
anthropic_error(500, anthropic.InternalServerError, "api_error")
anthropic_error(503, anthropic.InternalServerError, "overloaded_error")


@check
def anthropic_unknown_model():
    assert CLAUDE in str(expect(anthropic.NotFoundError, lambda: message("claude-x", user("hi"))))
    thinking = {"type": "enabled", "budget_tokens": 2000}  # above max_tokens
    for model in THINKING:
        expect(anthropic.BadRequestError, lambda: message(model, user("hi"), thinking=thinking))


@check
def anthropic_retries():
    patient = ant.with_options(max_retries=2)
    messages = user("[sim:throttle times=1] by the Python SDK of Anthropic")
    reply = patient.messages.create(model=CLAUDE, max_tokens=100, messages=messages)
    assert "Anthropic" in reply.content[0].text


@check
def anthropic_error_before_the_stream():
    for model in TWO:
        ask = user("[sim:exception=throttlingException after=0]")
        expect(anthropic.RateLimitError, lambda: message(model, ask, stream=True))


@check
def anthropic_error_in_the_stream():
    for model in TWO:
        for exception in ("throttlingException", "internalServerException", "modelStreamErrorException"):
            stream = message(model, user(f"[sim:exception={exception} after=3]"), stream=True)
            expect(anthropic.APIError, lambda: drain(stream))


@check
def anthropic_stream_cut():
    for model in TWO:
        for fault in ("cut after=3", "badcrc after=3", "no-stop"):
            stream = message(model, user(f"[sim:{fault}]"), stream=True)
            expect(anthropic.APIError, lambda: drain(stream))


@check
def anthropic_cancel():
    for model in TWO:
        ask = user("cancel by python anthropic [sim:events=300 pace=20ms]")
        with ant.messages.stream(model=model, max_tokens=1000, messages=ask) as stream:
            next(iter(stream))


@check
def anthropic_strict_and_dropped():
    strict = {"x-routec-strict": "true"}
    given = dict(model=LLAMA, max_tokens=100, messages=user(SKY))
    more = {"top_k": 4}
    raw = ant.messages.with_raw_response.create(extra_body=more, **given)
    assert raw.headers["x-routec-dropped"] == "top_k" and "sky" in raw.parse().content[0].text
    error = expect(anthropic.BadRequestError, lambda: ant.messages.create(extra_body=more, extra_headers=strict, **given))
    assert "top_k" in str(error)
    for model in TWO:
        assert "sky" in message(model, user(SKY), extra_headers=strict).content[0].text


for name, function in checks.items():
    failure = None
    try:
        function()
    except Exception:
        failure = traceback.format_exc(limit=-3)[-2000:]
    print(json.dumps({"check": name, "failure": failure}), flush=True)
