import type { AnswerOf, GetFairness } from '@understudy/contracts';
import { EmptyState, formatSpan, Panel } from '@understudy/ui';
import { Scale } from 'lucide-react';
import { ChartPanel } from '../charts/chart-panel.js';
import { StackedBars } from '../charts/stacked-bars.js';
import { type Fair, fairnessTitle } from './resilience-words.js';

/** Coverage given and received; whoever gave more than they received is asked later by the suggestions. */
export function FairnessPanel({ fairness: { from, to, items } }: { readonly fairness: AnswerOf<typeof GetFairness> }) {
  const sorted = items.toSorted((a, b) => b.balance - a.balance || a.user.name.localeCompare(b.user.name));
  const title = fairnessTitle(items);
  const span = formatSpan(from, to);
  if (sorted.every(({ given, received }) => given === 0 && received === 0)) {
    return (
      <Panel title="Who stood in for whom" count={span}>
        <EmptyState icon={<Scale className="i" />} title={title}>
          Ten customers for a week count as seventy customer-days.
        </EmptyState>
      </Panel>
    );
  }
  return (
    <ChartPanel
      title={title}
      note={`customer-days, ${span}`}
      legend={
        <>
          <span>
            <i className="sq s1" />
            Given
          </span>
          <span>
            <i className="sq s3" />
            Received
          </span>
        </>
      }
      table={{
        head: ['Who', 'Given', 'Received', 'Balance'],
        rows: sorted.map((item) => ({
          key: item.user.user_id,
          cells: [item.user.name, whole(item.given), whole(item.received), balanceWords(item)],
        })),
      }}
    >
      <StackedBars
        bars={sorted.map((item) => ({
          key: item.user.user_id,
          name: item.user.name,
          parts: [
            { key: 'given', value: item.given, look: 's1' },
            { key: 'received', value: item.received, look: 's3' },
          ],
          total: balanceWords(item),
        }))}
      />
    </ChartPanel>
  );
}

const whole = (value: number): string => new Intl.NumberFormat('en').format(Math.round(value));

const balanceWords = ({ balance }: Fair): string => {
  const rounded = Math.round(balance);
  return rounded > 0 ? `+${whole(rounded)}` : whole(rounded);
};
