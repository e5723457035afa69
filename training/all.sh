#!/bin/sh
# Train every model whose data are there. usage: all.sh [TREEBANK] [POLNEAR] [EVENTS], each a folder or empty; run by `make train`.
set -eu
cd "$(dirname "$0")/.."
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1
weights=src/dragoman/data/model
own="training/data/events.jsonl training/data/events_wire.jsonl training/data/events_modality.jsonl training/data/events_prose.jsonl"

if [ -n "$1" ]; then
    echo "parser, from $1 (half an hour)"
    python training/train_parser.py "$1" training/work
    python training/pack_parser.py training/work
fi
if [ -n "$2" ]; then
    echo "attribution, from $2 (a quarter of an hour)"
    python training/attribution/train.py "$2" training/work/attribution
    python training/attribution/pack.py training/work/attribution
fi
echo "events, from our own sentences${3:+ and $3}"
more=""
for name in plv_train.jsonl petrarch_unit_tests.jsonl ngec_synthetic.jsonl.gz; do
    if [ -n "$3" ] && [ -f "$3/$name" ]; then more="$more $3/$name"; fi
done
# shellcheck disable=SC2086
python training/events/train.py $own $more training/events/clusters.txt $weights/events.npz
echo "modality, from our own sentences"
python training/modality/train.py
echo "assessment, from our own pairs"
python training/judgements/train_assessment.py
