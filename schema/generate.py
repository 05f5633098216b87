#!/usr/bin/env python3
"""Writes the JSON Schemas of this folder from CRDs as data (see README.md): generate.py FOLDER_OF_CRDS."""

import collections
import json
import pathlib
import sys

import rules

HERE = pathlib.Path(__file__).parent
SHORT = 160  # a subtree that repeats gets a name of its own from this length on
QUANTITY = r"^(\+|-)?(([0-9]+(\.[0-9]*)?)|(\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\+|-)?(([0-9]+(\.[0-9]*)?)|(\.[0-9]+))))?$"
PLAIN = ["required", "enum", "minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems",
         "minProperties", "maxProperties", "format", "default"]


def text(value):
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def shape(crd, top=False):
    """One CRD schema node as plain JSON Schema with our two keywords x-unique-by and x-rules."""
    out = {}
    if crd.get("x-kubernetes-preserve-unknown-fields"):
        return {}
    if crd.get("x-kubernetes-int-or-string"):
        out["type"] = ["integer", "string"]
    elif "type" in crd:
        out["type"] = crd["type"]
    patterns = [crd["pattern"]] if "pattern" in crd else []
    for part in crd.get("allOf", []):
        if "pattern" in part:
            patterns.append(part["pattern"])
        elif "enum" in part:
            out["enum"] = part["enum"]
        else:
            raise SystemExit(f"allOf that this script does not know: {part}")
    if patterns:
        out["pattern"] = patterns[-1]  # of several the last is the narrowest
    for key in PLAIN:
        if key in crd:
            out[key] = crd[key]
    listed = crd.get("x-kubernetes-list-type")
    if listed == "set":
        out["uniqueItems"] = True
    if listed == "map":
        out["x-unique-by"] = crd["x-kubernetes-list-map-keys"]
    if "properties" in crd:
        out["properties"] = {k: shape(v) for k, v in sorted(crd["properties"].items())}
        out["additionalProperties"] = False
    elif isinstance(crd.get("additionalProperties"), dict):
        out["additionalProperties"] = shape(crd["additionalProperties"])
    if "items" in crd:
        out["items"] = shape(crd["items"])
    found = [rule(r) for r in crd.get("x-kubernetes-validations", [])
             if "oldSelf" not in r["rule"]]
    if "oneOf" in crd:  # the only one: addresses of a Gateway
        found.append(rule({"rule": "!has(self.type) || self.type != 'IPAddress' || !has(self.value) || isIP(self.value)",
                           "message": "address value must be an IP address"}))
    if found:
        out["x-rules"] = found
    return out


def rule(crd):
    says, at = rules.words(crd)
    made = {"rule": " ".join(crd["rule"].split()), "says": says}
    if at:
        made["at"] = at
    return made


def share(root):
    """Moves subtrees that repeat to $defs, under the name of the field that holds them."""
    parents = collections.defaultdict(set)
    names = {}

    def count(node, parent, name):
        key = text(node)
        first = key not in parents
        parents[key].add((parent, name))
        names.setdefault(key, name)
        if not first:
            return
        for place, child in children(node):
            count(child, key, place)

    count(root, "", "root")
    shared = {k for k, p in parents.items() if len(p) > 1 and len(k) >= SHORT}
    titles, defs = {}, {}

    def title(key):
        if key not in titles:
            base = names[key].replace("[]", "").split(".")[-1] or "entry"
            name, n = base, 1
            while name in titles.values():
                n += 1
                name = f"{base}{n}"
            titles[key] = name
        return titles[key]

    def emit(node, whole=False):
        key = text(node)
        if key in shared and not whole:
            name = title(key)
            if name not in defs:
                defs[name] = {}
                defs[name] = emit(node, True)
            return {"$ref": f"#/$defs/{name}"}
        out = dict(node)
        if "properties" in node:
            out["properties"] = {k: emit(v) for k, v in node["properties"].items()}
        for k in ("items", "additionalProperties"):
            if isinstance(node.get(k), dict):
                out[k] = emit(node[k])
        return out

    made = emit(root)
    if defs:
        made["$defs"] = dict(sorted(defs.items()))
    return made


def children(node):
    for name, child in node.get("properties", {}).items():
        yield name, child
    for k in ("items", "additionalProperties"):
        if isinstance(node.get(k), dict):
            yield "entry", node[k]


def main(folder):
    for file in sorted(pathlib.Path(folder).glob("*.json")):
        crd = json.loads(file.read_text())
        group, kind, written = crd["group"], crd["kind"], {}
        for version in sorted(crd["versions"], key=lambda v: (v != "v1", v)):
            made = shape(crd["versions"][version]["schema"])
            fields = made["properties"]
            fields["apiVersion"] = {"const": f"{group}/{version}"}
            fields["kind"] = {"const": kind}
            fields["metadata"] = {"$ref": "../../metadata.json"}
            fields["status"] = {}
            made["required"] = sorted({"apiVersion", "kind", "metadata", *made.get("required", [])})
            head = {"$schema": "https://json-schema.org/draft/2020-12/schema",
                    "title": f"{kind} ({group}/{version})"}
            target = HERE / group / version / f"{kind}.json"
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(json.dumps({**head, **share(made)}, indent=1, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
