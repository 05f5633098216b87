"""Judges request bodies by AWS's own model of bedrock-runtime, as botocore has it.

Standard input: one JSON object a line, {"name", "operation", "headers", "body"}. Standard output: one line for
each request that the model refuses: the name and why. Usage: judge-requests.py FOLDER_OF_BOTOCORE
"""

import base64
import json
import sys

sys.path.insert(0, sys.argv[1])

from botocore.loaders import Loader  # noqa: E402
from botocore.model import ServiceModel  # noqa: E402
from botocore.validate import ParamValidator  # noqa: E402


def fit(shape, value, path, problems):
    """The value as botocore wants it (blobs as bytes); notes members that the model doesn't know."""
    kind = shape.type_name
    if kind == "structure" and isinstance(value, dict):
        if getattr(shape, "is_document_type", False):
            return value
        known = {}
        for name, inner in value.items():
            if name not in shape.members:
                problems.append(f"{path}.{name}: the model has no such member")
                continue
            known[name] = fit(shape.members[name], inner, f"{path}.{name}", problems)
        if getattr(shape, "is_tagged_union", False) and len(known) != 1:
            problems.append(f"{path}: a union has one member, not {len(known)}")
        return known
    if kind == "list" and isinstance(value, list):
        least = shape.metadata.get("min", 0)
        most = shape.metadata.get("max")
        if len(value) < least or most is not None and len(value) > most:
            problems.append(f"{path}: {len(value)} elements")
        return [fit(shape.member, inner, f"{path}[{i}]", problems) for i, inner in enumerate(value)]
    if kind == "map" and isinstance(value, dict):
        return {k: fit(shape.value, v, f"{path}.{k}", problems) for k, v in value.items()}
    if kind == "blob" and isinstance(value, str):
        try:
            return base64.b64decode(value, validate=True)
        except ValueError as e:
            problems.append(f"{path}: {e}")
            return b"x"
    if kind == "string" and isinstance(value, str):
        words = shape.metadata.get("enum")
        if words and value not in words:
            problems.append(f"{path}: `{value}` is none of {words}")
        pattern = shape.metadata.get("pattern")
        if pattern:
            import re

            if not re.fullmatch(pattern, value):
                problems.append(f"{path}: `{value}` is not {pattern}")
        if len(value) > shape.metadata.get("max", len(value)):
            problems.append(f"{path}: {len(value)} characters")
    return value


def headers(shape, sent, problems):
    """What a request says in its headers, by the names of the model's members."""
    names = {
        member.serialization["name"].lower(): name
        for name, member in shape.members.items()
        if member.serialization.get("location") == "header"
    }
    for header in sent:
        if header.startswith("x-amzn-") and header not in names:
            problems.append(f"{header}: the model has no such header")
    return {names[header]: value for header, value in sent.items() if header in names}


def main():
    model = ServiceModel(Loader().load_service_model("bedrock-runtime", "service-2"), "bedrock-runtime")
    for line in sys.stdin:
        case = json.loads(line)
        body = json.loads(case["body"])
        shape = model.operation_model(case["operation"]).input_shape
        problems = []
        payload = shape.serialization.get("payload")
        given = {payload: base64.b64encode(case["body"].encode()).decode()} if payload else json.loads(case["body"])
        values = fit(shape, {"modelId": "m", **headers(shape, case["headers"], problems), **given}, "", problems)
        report = ParamValidator().validate(values, shape)
        if report.has_errors():
            problems.append(report.generate_report())
        if problems:
            print(case["name"] + ": " + "; ".join(problems).replace("\n", "; "))


main()
