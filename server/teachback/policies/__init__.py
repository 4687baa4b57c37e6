"""Dialogue policies as tables that remember where they learnt each row, and the two ensembles."""
