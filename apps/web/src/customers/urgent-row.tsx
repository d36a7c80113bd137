import { PatchTask } from '@understudy/contracts';
import { Button, Chip, dayOf, formatDay, useNow, useToast } from '@understudy/ui';
import { AlarmClock, Calendar } from 'lucide-react';
import { wordsFor } from '../api/send.js';
import { settle } from '../api/settle.js';
import { useSend } from '../api/use-api.js';
import { useMe } from '../session/session.js';
import type { Brief } from './customer-page.js';

export type UrgentItem = Brief['urgent_items']['value'][number];

/** One thing that is due; a task can be marked done, and taken back from the toast. */
export function UrgentRow({ customerId, item }: { readonly customerId: string; readonly item: UrgentItem }) {
  const { user } = useMe();
  const now = useNow();
  const tell = useToast();
  const patch = useSend(PatchTask);
  const taskId = item.task_id;
  const failed = (error: unknown) => tell({ tone: 'bad', text: wordsFor(error) });
  const mark = (task: string, status: 'open' | 'done') =>
    settle(patch.mutateAsync({ input: { customer_id: customerId, task_id: task, status } }), {
      onError: failed,
      onSuccess: () => {
        if (status === 'done')
          tell({ text: `Done: ${item.description}`, action: { words: 'Undo', onAction: () => mark(task, 'open') } });
      },
    });
  const dueDay = formatDay(dayOf(item.due_date, user.time_zone), dayOf(now, user.time_zone));
  return (
    <li className="flex-wrap">
      {item.overdue ? (
        <Chip tone="gap" icon={<AlarmClock className="i" />}>
          since {dueDay}
        </Chip>
      ) : (
        <Chip tone="outlined" icon={<Calendar className="i" />}>
          {dueDay}
        </Chip>
      )}
      <span className="min-w-0 grow basis-[150px] font-medium wrap-anywhere">{item.description}</span>
      {taskId ? (
        <Button size="row" busy={patch.isPending} onClick={() => mark(taskId, 'done')}>
          Done
        </Button>
      ) : null}
    </li>
  );
}
