"""What can be done to decisions (`decisions.workflow.decisions`) and action points (`….action_points`)."""
