# Line coverage out of a Cobertura file: a line counts once, however many classes or methods name it.
# Generated files (under obj/ or *.g.cs) are nobody's to test.
/<class / {
  file = $0
  sub(/.* filename="/, "", file)
  sub(/".*/, "", file)
  skip = file ~ /\/obj\/|\.g\.cs$|\/tests\//
}
/<line / && !skip {
  number = $0; sub(/.* number="/, "", number); sub(/".*/, "", number)
  hits = $0; sub(/.* hits="/, "", hits); sub(/".*/, "", hits)
  key = file ":" number
  if (!(key in seen)) { seen[key] = 0; all++; if (file ~ /\/Domain\//) domain++ }
  if (hits + 0 > 0 && !seen[key]) { seen[key] = 1; allHit++; if (file ~ /\/Domain\//) domainHit++ }
}
END {
  if (!all) { print "line coverage: nothing measured"; exit 1 }
  printf "line coverage: Domain %.1f %% (%d of %d), all %.1f %% (%d of %d)\n", \
    domain ? 100 * domainHit / domain : 0, domainHit, domain, 100 * allHit / all, allHit, all
}
