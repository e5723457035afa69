"""Stakeholders on an issue, and a distribution over outcomes; scored forecasts."""
