"""Judges what clients are answered by the official SDKs' own types and stream readers.

Standard input: one JSON object a line, {"name", "call": "chat" | "messages" | "count" | "embeddings", "stream", "status",
"body"}. Standard output: one line for each answer that the SDK does not take, or takes although it tells an error.
Usage: judge-replies.py FOLDER_OF_SDKS
"""

import json
import sys

sys.path.insert(0, sys.argv[1] + "/site-packages")

import anthropic  # noqa: E402
import httpx2  # noqa: E402
import openai  # noqa: E402

given = {}


def reply(_):
    kind = "text/event-stream" if given["stream"] and given["status"] == 200 else "application/json"
    return httpx2.Response(given["status"], headers={"content-type": kind}, content=given["body"].encode())


transport = httpx2.Client(transport=httpx2.MockTransport(reply))
settings = dict(api_key="unused", max_retries=0, http_client=transport, _strict_response_validation=True)
oai = openai.OpenAI(base_url="http://localhost/v1", **settings)
ant = anthropic.Anthropic(base_url="http://localhost", **settings)
lax = openai.OpenAI(base_url="http://localhost/v1", **(settings | {"_strict_response_validation": False}))
USER = [{"role": "user", "content": "?"}]


def drain(stream):
    for _ in stream:
        pass


def chat():
    ask = dict(model="m", messages=USER)
    if given["stream"]:
        drain(oai.chat.completions.create(stream=True, **ask))
        with oai.chat.completions.stream(**ask) as stream:
            drain(stream)
            stream.get_final_completion()
    else:
        oai.chat.completions.create(**ask)


def messages():
    ask = dict(model="m", max_tokens=9, messages=USER)
    if given["stream"]:
        drain(ant.messages.create(stream=True, **ask))
        with ant.messages.stream(**ask) as stream:
            stream.get_final_message()
    else:
        ant.messages.create(**ask)


def embeddings():
    numbers = not isinstance(json.loads(given["body"]).get("data", [{}])[0].get("embedding"), str)
    # The type of a vector knows no base64, which the SDK decodes by itself.
    client = oai if numbers else lax
    client.embeddings.create(model="m", input="?", encoding_format="float" if numbers else openai.omit)


CALLS = {
    "chat": chat,
    "messages": messages,
    "count": lambda: ant.messages.count_tokens(model="m", messages=USER),
    "embeddings": embeddings,
}

for line in sys.stdin:
    given = json.loads(line)
    body = given["body"]
    fails = given["status"] != 200 or "\nevent: error\n" in "\n" + body or '\ndata: {"error":' in "\n" + body
    refused = None
    try:
        CALLS[given["call"]]()
    except (openai.APIResponseValidationError, anthropic.APIResponseValidationError) as error:
        print(f"{given['name']}: {str(error.__cause__)[:600]}")
        continue
    except (openai.LengthFinishReasonError, openai.ContentFilterFinishReasonError):
        pass  # the helper's way to say that an answer is not whole
    except (openai.APIError, anthropic.APIError) as error:
        refused = error
    except Exception as error:  # whatever else an SDK stumbles over
        print(f"{given['name']}: {type(error).__name__}: {str(error)[:600]}")
        continue
    if given["status"] == 529 and given["call"] == "messages" and not isinstance(refused, anthropic.OverloadedError):
        print(f"{given['name']}: {type(refused).__name__} instead of an overload")
    if fails and refused is None:
        print(f"{given['name']}: an error was taken for an answer")
    if not fails and refused is not None:
        print(f"{given['name']}: {type(refused).__name__}: {str(refused)[:600]}")
