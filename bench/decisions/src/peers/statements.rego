# SPDX-License-Identifier: Apache-2.0
# Decides a request by statements that are data: `identity`, `boundary` and `bounded`.
package statements

import rego.v1

default decision := "ImplicitDeny"

decision := "ExplicitDeny" if denied

decision := "Allow" if {
	not denied
	some rule in data.identity
	not rule.deny
	matches(rule)
	within_boundary
}

denied if {
	some rule in data.identity
	rule.deny
	matches(rule)
}

denied if {
	some rule in data.boundary
	rule.deny
	matches(rule)
}

within_boundary if not data.bounded

within_boundary if {
	some rule in data.boundary
	not rule.deny
	matches(rule)
}

matches(rule) if {
	listed(rule.actions, input.action) != rule.notActions
	listed(rule.resources, input.resource) != rule.notResources
	every condition in rule.conditions {
		holds(condition)
	}
}

default listed(_, _) := false

listed(patterns, text) if {
	some pattern in patterns
	regex.match(pattern, text)
}

holds(condition) if {
	condition.kind == "null"
	absent := is_absent(condition.key)
	some wanted in condition.values
	wanted == sprintf("%v", [absent])
}

holds(condition) if {
	condition.kind != "null"
	condition.absent
	is_absent(condition.key)
}

holds(condition) if {
	condition.kind != "null"
	condition.every
	not is_absent(condition.key)
	every actual in input.context[condition.key] {
		equal(condition, actual) != condition.negated
	}
}

holds(condition) if {
	condition.kind != "null"
	not condition.every
	some actual in input.context[condition.key]
	equal(condition, actual)
}

default is_absent(_) := true

is_absent(key) := false if count(input.context[key]) > 0

default equal(_, _) := false

equal(condition, actual) if {
	condition.kind == "equals"
	actual in condition.values
}

equal(condition, actual) if {
	condition.kind == "like"
	some pattern in condition.values
	regex.match(pattern, actual)
}

equal(condition, actual) if {
	condition.kind == "address"
	some range in condition.values
	net.cidr_contains(range, actual)
}

equal(condition, actual) if {
	condition.kind == "before"
	some limit in condition.values
	actual < limit
}

equal(condition, actual) if {
	condition.kind == "after"
	some limit in condition.values
	actual > limit
}
