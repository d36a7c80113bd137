import { SegmentedControl } from '@understudy/ui';
import { useAddress } from '../shell/use-address.js';

/** Everybody one may see, or one's own team; kept in the address. */
export function TeamSwitch({ team }: { readonly team: { readonly id: string; readonly name: string } }) {
  const [params, rewrite] = useAddress();
  return (
    <SegmentedControl
      label="Whose"
      value={params.get('team_id') === team.id ? 'team' : 'all'}
      onChange={(whose) => rewrite({ team_id: whose === 'team' ? team.id : null, offset: null })}
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
