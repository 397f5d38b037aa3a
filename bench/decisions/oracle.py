# SPDX-License-Identifier: Apache-2.0
"""Checks the expected answers of workloads with an evaluator of its own: python3 oracle.py DIR...

It knows what the workloads use: identity policies, a boundary, and the operators that occur in them. It shares nothing
with the engine or the reference, and prefers being short to being fast. What it does not know ends it with an error.
"""

import datetime
import functools
import ipaddress
import json
import pathlib
import re
import sys


class NoValue(Exception):
    """A variable has no value: the text that it stands in matches nothing."""


@functools.lru_cache(maxsize=None)
def expression(pattern, ignore_case=False):
    """Compiles a pattern, given as pairs of a character and whether it may be a wildcard."""
    text = "".join({"*": ".*", "?": "."}.get(c, re.escape(c)) if wild else re.escape(c) for c, wild in pattern)
    return re.compile(text, re.DOTALL | (re.IGNORECASE if ignore_case else 0))


def symbols(text, context):
    """The characters of a text with its variables replaced; what a variable brings is no wildcard."""
    found = []
    rest = text
    while rest:
        if not rest.startswith("${"):
            found.append((rest[0], True))
            rest = rest[1:]
            continue
        inside, rest = rest[2:].split("}", 1)
        if inside in ("*", "?", "$"):
            found.append((inside, False))
            continue
        key, _, default = inside.partition(", ")
        value = context.get(key.lower(), default[1:-1] if default else None)
        if not isinstance(value, str):
            raise NoValue
        found.extend((c, False) for c in value)
    return tuple(found)


def plain(pattern):
    return "".join(c for c, _ in pattern)


def whole(pattern, text, ignore_case=False):
    return expression(tuple(pattern), ignore_case).fullmatch(text) is not None


def in_pieces(pattern, text):
    """Six pieces, each matched on its own."""
    limits = [at for at, (c, _) in enumerate(pattern) if c == ":"][:5]
    texts = text.split(":", 5)
    if len(limits) < 5 or len(texts) < 6:
        return None
    starts, ends = [0] + [at + 1 for at in limits], limits + [len(pattern)]
    return all(whole(pattern[a:b], piece) for a, b, piece in zip(starts, ends, texts))


def one_or_many(value):
    return value if isinstance(value, list) else [value]


def names_action(patterns, action):
    return any(whole([(c, True) for c in pattern], action, True) for pattern in one_or_many(patterns))


def names_resource(patterns, resource, context):
    for text in one_or_many(patterns):
        if text == "*":
            return True
        try:
            if whole(symbols(text, context), resource):
                return True
        except NoValue:
            pass
    return False


def seconds(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()


def within(address, network):
    try:
        return ipaddress.ip_address(address) in ipaddress.ip_network(network, strict=False)
    except ValueError:
        return None


ORDERS = {
    "Equals": lambda a, b: a == b,
    "LessThan": lambda a, b: a < b,
    "LessThanEquals": lambda a, b: a <= b,
    "GreaterThan": lambda a, b: a > b,
    "GreaterThanEquals": lambda a, b: a >= b,
}


def compare(operator, wanted, actual):
    """True, False, or None if one of the two cannot be read."""
    if operator == "StringEquals":
        return plain(wanted) == actual
    if operator == "StringEqualsIgnoreCase":
        return plain(wanted).lower() == actual.lower()
    if operator == "StringLike":
        return whole(wanted, actual)
    if operator in ("ArnLike", "ArnEquals"):
        return in_pieces(wanted, actual)
    if operator == "Bool":
        return plain(wanted).lower() == actual.lower()
    if operator == "IpAddress":
        return within(actual, plain(wanted))
    if operator.startswith("Numeric"):
        return ORDERS[operator[7:]](float(actual), float(plain(wanted)))
    if operator.startswith("Date"):
        return ORDERS[operator[4:]](seconds(actual), seconds(plain(wanted)))
    raise ValueError(f"operator {operator}")


def holds(operator, key, values, context):
    quantifier, _, operator = operator.rpartition(":")
    if_exists = operator.endswith("IfExists")
    operator = operator.removesuffix("IfExists")
    present = one_or_many(context.get(key.lower(), []))
    values = [json.dumps(v) if isinstance(v, (bool, int, float)) else v for v in one_or_many(values)]
    if operator == "Null":
        return any((v.lower() == "true") == (not present) for v in values)
    negated = "Not" in operator
    operator = operator.replace("Not", "")
    if not present:
        return if_exists or quantifier == "ForAllValues" or (negated and not quantifier)

    def satisfied(actual):
        results = []
        for value in values:
            try:
                results.append(compare(operator, symbols(value, context), actual))
            except NoValue:
                results.append(False)
        return all(r is False for r in results) if negated else any(results)

    if not quantifier and isinstance(context[key.lower()], list):
        return False
    return (any if quantifier == "ForAnyValue" else all)(satisfied(actual) for actual in present)


def effects(document, request, context):
    for statement in one_or_many(document["Statement"]):
        if "Action" in statement:
            named = names_action(statement["Action"], request["action"])
        else:
            named = not names_action(statement["NotAction"], request["action"])
        if not named:
            continue
        if "Resource" in statement:
            named = names_resource(statement["Resource"], request["resource"], context)
        else:
            named = not names_resource(statement["NotResource"], request["resource"], context)
        conditions = statement.get("Condition", {})
        if named and all(holds(o, k, v, context) for o, keys in conditions.items() for k, v in keys.items()):
            yield statement["Effect"]


def answer(policies, principal, request):
    context = {key.lower(): value for key, value in request["context"].items()}
    identity = [e for name in principal["policies"] for e in effects(policies[name], request, context)]
    limits = [identity]
    if principal["boundary"]:
        limits.append(list(effects(policies[principal["boundary"]], request, context)))
    if any("Deny" in limit for limit in limits):
        return "ExplicitDeny"
    return "Allow" if all("Allow" in limit for limit in limits) else "ImplicitDeny"


def main():
    wrong = 0
    for folder in map(pathlib.Path, sys.argv[1:]):
        policies = json.loads((folder / "policies.json").read_text())
        principals = json.loads((folder / "principals.json").read_text())
        requests = (folder / "requests.jsonl").read_text().splitlines()
        for line in requests:
            request = json.loads(line)
            found = answer(policies, principals[request["p"]], request)
            if found != request["expect"]:
                wrong += 1
                print(f"{folder.name}: {found}, not {request['expect']}: {line}")
        print(f"{folder.name}: {len(requests)} requests")
    sys.exit(1 if wrong else 0)


main()
