#!/usr/bin/env bash
# Writes a revision of a plan into apps/shop of the Git repository this runs in, and commits what changed.
# Wants MOORAGE_URL, MOORAGE_TOKEN (plans:read), PLAN (its id) and REVISION (its number).
set -euo pipefail

folder=apps/shop
unpacked=$(mktemp -d)
trap 'rm -rf "$unpacked"' EXIT

curl -sS --max-time 30 --retry 3 --fail-with-body -H "authorization: Bearer $MOORAGE_TOKEN" \
  "$MOORAGE_URL/v1/plans/$PLAN/revisions/$REVISION/bundle.zip" -o "$unpacked/bundle.zip" ||
  { code=$?; cat "$unpacked/bundle.zip" >&2; exit "$code"; }
unzip -q "$unpacked/bundle.zip" -d "$unpacked/bundle"

# Files that the new revision no longer has go as well.
rm -rf "$folder"
mkdir -p "$(dirname "$folder")"
cp -R "$unpacked/bundle" "$folder"

git add --all "$folder"
if git diff --cached --quiet; then
  echo "Nothing changed: $folder is revision $REVISION already."
else
  git commit --quiet -m "$folder as Moorage planned it: $PLAN, revision $REVISION"
fi
