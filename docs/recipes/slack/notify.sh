#!/usr/bin/env bash
# Posts what a plan comes to into a Slack channel.
# Wants MOORAGE_URL, MOORAGE_TOKEN (plans:read), PLAN (its id) and SLACK_WEBHOOK (an incoming webhook's address).
set -euo pipefail

message=$(mktemp)
trap 'rm -f "$message"' EXIT

curl -sS --max-time 30 --retry 3 --fail-with-body -H "authorization: Bearer $MOORAGE_TOKEN" \
  "$MOORAGE_URL/v1/plans/$PLAN/report?format=slack" -o "$message" ||
  { code=$?; cat "$message" >&2; exit "$code"; }
curl -sS --max-time 30 --fail-with-body -H 'content-type: application/json' \
  --data-binary "@$message" "$SLACK_WEBHOOK"
