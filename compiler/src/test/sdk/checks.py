"""The official SDKs, unmodified, against a running gateway before the Bedrock simulator.

Usage: checks.py http://localhost:PORT. Prints one line a check, then `N passed, N failed`; exits 1 on a failure.
"""

import json
import sys
import traceback

import anthropic
import openai

LLAMA = "us.meta.llama3-2-1b-instruct-v1:0"
NOVA = "us.amazon.nova-micro-v1:0"
CLAUDE = "anthropic.claude-3-5-sonnet-20241022-v2:0"
THINKER = "us.anthropic.claude-sonnet-4-5-20250929-v1:0"

base = sys.argv[1]
oai = openai.OpenAI(base_url=base + "/v1", api_key="unused", max_retries=0)
ant = anthropic.Anthropic(base_url=base + "/anthropic", api_key="unused", max_retries=0)

WEATHER = {
    "type": "function",
    "function": {
        "name": "get_weather",
        "description": "The weather of a city",
        "parameters": {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]},
    },
}
WEATHER_ANT = {
    "name": "get_weather",
    "description": "The weather of a city",
    "input_schema": WEATHER["function"]["parameters"],
}
checks = []


def check(function):
    checks.append(function)
    return function


def user(text):
    return [{"role": "user", "content": text}]


@check
def openai_chat():
    for model in (LLAMA, NOVA, CLAUDE):
        reply = oai.chat.completions.create(model=model, messages=user("Why is the sky blue?"))
        assert "sky" in reply.choices[0].message.content
        assert reply.choices[0].finish_reason == "stop"
        assert reply.model == model
        assert reply.usage.total_tokens == reply.usage.prompt_tokens + reply.usage.completion_tokens > 0


@check
def openai_stream():
    for model in (LLAMA, CLAUDE):
        text, usage, finish = "", None, None
        stream = oai.chat.completions.create(
            model=model, messages=user("Why is the sky blue?"), stream=True, stream_options={"include_usage": True}
        )
        for chunk in stream:
            usage = chunk.usage or usage
            for choice in chunk.choices:
                text += choice.delta.content or ""
                finish = choice.finish_reason or finish
        assert "sky" in text and finish == "stop" and usage.completion_tokens > 0


@check
def openai_stream_helper():
    with oai.chat.completions.stream(model=CLAUDE, messages=user("Why is the sky blue?")) as stream:
        for _ in stream:
            pass
        assert "sky" in stream.get_final_completion().choices[0].message.content


@check
def openai_tools_loop():
    for model in (NOVA, CLAUDE):
        messages = user("What is the weather in Paris?")
        for _ in range(3):
            reply = oai.chat.completions.create(model=model, messages=messages, tools=[WEATHER])
            message = reply.choices[0].message
            assert reply.choices[0].finish_reason == "tool_calls", reply
            call = message.tool_calls[0]
            assert call.function.name == "get_weather" and isinstance(json.loads(call.function.arguments), dict)
            messages += [
                message.model_dump(exclude_none=True),
                {"role": "tool", "tool_call_id": call.id, "content": "It is 21 degrees."},
            ]
            reply = oai.chat.completions.create(model=model, messages=messages, tools=[WEATHER])
            assert "21 degrees" in reply.choices[0].message.content, reply
            messages += [
                {"role": "assistant", "content": reply.choices[0].message.content},
                {"role": "user", "content": "And what is the weather in Rome?"},
            ]


@check
def openai_tools_stream():
    for model in (NOVA, CLAUDE):
        arguments, names, finish = "", [], None
        for chunk in oai.chat.completions.create(
            model=model, messages=user("What is the weather in Paris?"), tools=[WEATHER], stream=True
        ):
            for choice in chunk.choices:
                for call in choice.delta.tool_calls or []:
                    assert call.index == 0
                    names += [call.function.name] if call.function.name else []
                    arguments += call.function.arguments or ""
                finish = choice.finish_reason or finish
        assert names == ["get_weather"] and isinstance(json.loads(arguments), dict) and finish == "tool_calls"


@check
def openai_models():
    ids = [model.id for model in oai.models.list()]
    assert LLAMA in ids and CLAUDE in ids
    assert oai.models.retrieve(LLAMA).id == LLAMA


@check
def openai_errors():
    expect(openai.NotFoundError, lambda: oai.chat.completions.create(model="gpt-4", messages=user("hi")))
    expect(openai.BadRequestError, lambda: oai.chat.completions.create(model=LLAMA, messages=[]))
    expect(openai.RateLimitError, lambda: oai.chat.completions.create(model=LLAMA, messages=user("[sim:throttle]")))
    expect(
        openai.InternalServerError,
        lambda: oai.chat.completions.create(model=LLAMA, messages=user("[sim:status 503]")),
    )


@check
def openai_stream_fault():
    for model in (LLAMA, CLAUDE):
        def run():
            for _ in oai.chat.completions.create(
                model=model, messages=user("[sim:exception=throttlingException after=3]"), stream=True
            ):
                pass
        expect(openai.APIError, run)


@check
def openai_cancel():
    stream = oai.chat.completions.create(
        model=LLAMA, messages=user("[sim:events=200 pace=20ms]"), stream=True
    )
    next(iter(stream))
    stream.close()


@check
def anthropic_message():
    reply = ant.messages.create(model=CLAUDE, max_tokens=100, messages=user("Why is the sky blue?"))
    assert "sky" in reply.content[0].text and reply.stop_reason == "end_turn"
    assert reply.usage.input_tokens > 0 and reply.usage.output_tokens > 0


@check
def anthropic_stream():
    with ant.messages.stream(model=CLAUDE, max_tokens=100, messages=user("Why is the sky blue?")) as stream:
        text = "".join(stream.text_stream)
        final = stream.get_final_message()
    assert "sky" in text and final.stop_reason == "end_turn" and final.usage.output_tokens > 0


@check
def anthropic_tools_loop():
    messages = user("What is the weather in Paris?")
    reply = ant.messages.create(model=CLAUDE, max_tokens=200, messages=messages, tools=[WEATHER_ANT])
    assert reply.stop_reason == "tool_use", reply
    use = next(block for block in reply.content if block.type == "tool_use")
    messages += [
        {"role": "assistant", "content": [block.model_dump(exclude_none=True) for block in reply.content]},
        {"role": "user", "content": [{"type": "tool_result", "tool_use_id": use.id, "content": "It is 21 degrees."}]},
    ]
    reply = ant.messages.create(model=CLAUDE, max_tokens=200, messages=messages, tools=[WEATHER_ANT])
    assert "21 degrees" in reply.content[0].text, reply


@check
def anthropic_thinking_replay():
    thinking = {"type": "enabled", "budget_tokens": 2000}
    messages = user("What is the weather in Paris?")
    reply = ant.messages.create(model=THINKER, max_tokens=4000, thinking=thinking, messages=messages, tools=[WEATHER_ANT])
    assert reply.content[0].type == "thinking" and reply.content[0].signature, reply
    uses = [block for block in reply.content if block.type == "tool_use"]
    messages.append({"role": "assistant", "content": [block.model_dump(exclude_none=True) for block in reply.content]})
    if uses:
        result = {"type": "tool_result", "tool_use_id": uses[0].id, "content": "It is 21 degrees."}
        messages.append({"role": "user", "content": [result]})
    else:
        messages.append({"role": "user", "content": "Are you sure?"})
    ant.messages.create(model=THINKER, max_tokens=4000, thinking=thinking, messages=messages, tools=[WEATHER_ANT])


@check
def anthropic_errors():
    create = ant.messages.create
    expect(anthropic.NotFoundError, lambda: create(model="claude-x", max_tokens=9, messages=user("hi")))
    expect(anthropic.RateLimitError, lambda: create(model=CLAUDE, max_tokens=9, messages=user("[sim:throttle]")))
    expect(
        anthropic.BadRequestError,
        lambda: create(
            model=CLAUDE,
            max_tokens=1000,
            thinking={"type": "enabled", "budget_tokens": 2000},
            messages=user("hi"),
        ),
    )


@check
def anthropic_stream_fault():
    def run():
        with ant.messages.stream(
            model=CLAUDE, max_tokens=100, messages=user("[sim:exception=throttlingException after=3]")
        ) as stream:
            for _ in stream:
                pass
    expect(anthropic.APIError, run)


@check
def anthropic_models():
    assert CLAUDE in [model.id for model in ant.models.list()]


def expect(kind, call):
    try:
        call()
    except kind as error:
        assert str(error)
        return
    raise AssertionError(f"{kind.__name__} was expected")


failed = 0
for function in checks:
    try:
        function()
        print(f"ok {function.__name__}", flush=True)
    except Exception:
        failed += 1
        print(f"FAILED {function.__name__}", flush=True)
        traceback.print_exc(file=sys.stdout)
print(f"{len(checks) - failed} passed, {failed} failed")
sys.exit(1 if failed else 0)
