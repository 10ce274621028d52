"""What the office does with meetings: one module per noun, one function per move.

meeting:     in preparation → convened → held; postponed and convened again; cancelled
agenda item: proposed → on the agenda, declined, withdrawn; removed from the agenda and put back
reply:       an organisation answers the invitation; the latest answer counts
"""
