"""RulePolicy of 3.x (R3:core/policies/rule_policy.py): what rules teach, predict and contradict."""
