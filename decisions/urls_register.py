"""Addresses of the register; `decisions.urls` takes them in."""

from django.urls import path

from decisions.views import corrigenda, monitor, parameters, register

urlpatterns = [
    path("decisions/", register.decision_list, name="decision_list"),
    path("decisions.xlsx", register.decision_list_xlsx, name="decision_list_xlsx"),
    path("decisions.pdf", register.decision_list_pdf, name="decision_list_pdf"),
    path("decisions/monitor/", monitor.monitor, name="monitor"),
    path("decisions/monitor.xlsx", monitor.monitor_export, name="monitor_xlsx"),
    path("decisions/working-methods/", parameters.parameter_change, name="parameter_change"),
    path("decisions/by-symbol/", register.decision_by_symbol, name="decision_by_symbol"),
    path("decisions/<int:pk>/corrigendum/", corrigenda.decision_corrigendum, name="decision_corrigendum"),
    path("decisions/<int:pk>/decision.pdf", register.decision_pdf, name="decision_pdf"),
]
