import { SegmentedControl } from '@understudy/ui';
import { useSearchParams } from 'react-router';

/** Everybody one may see, or one's own team; kept in the address. */
export function TeamSwitch({ team }: { readonly team: { readonly id: string; readonly name: string } }) {
  const [params, setParams] = useSearchParams();
  return (
    <SegmentedControl
      label="Whose"
      value={params.get('team_id') === team.id ? 'team' : 'all'}
      onChange={(whose) =>
        setParams(
          (before) => {
            const after = new URLSearchParams(before);
            after.delete('offset');
            if (whose === 'team') after.set('team_id', team.id);
            else after.delete('team_id');
            return after;
          },
          { replace: true },
        )
      }
      options={[
        { value: 'all', words: 'Everybody' },
        {
          value: 'team',
          words: (
            <span className="clip max-w-[14rem]" title={team.name}>
              Team {team.name}
            </span>
          ),
        },
      ]}
    />
  );
}
