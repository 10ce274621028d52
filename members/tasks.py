"""What the clock does with the directory, once a day."""

from celery import shared_task

from members.letters import MemberListCirculated
from members.workflow.accounts import close_accounts_of_those_who_left
from members.workflow.issue import circulate_member_list_when_due


@shared_task(name="members.close_accounts")
def close_accounts():
    """Shut the accounts of people whose last day is over."""
    close_accounts_of_those_who_left()


@shared_task(name="members.circulate_list")
def circulate_list():
    """Circulate the member list when its time has come; it can be called back like any circulation."""
    circulate_member_list_when_due(MemberListCirculated)
