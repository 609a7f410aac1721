"""Findings as other programs read them: JSON, SARIF, annotations of GitHub, code quality of GitLab; and counted by rule."""
