import { GetAbsenceSettings, PutAbsenceSettings } from '@understudy/contracts';
import { Panel, Switch, useToast } from '@understudy/ui';
import { wordsFor } from '../../api/send.js';
import { useApi, useSend } from '../../api/use-api.js';
import { Loaded } from '../../states/loaded.js';

/** Whether hints (a Slack status, a day called "vacation") count without anybody confirming them. */
export function HintsPanel() {
  const settings = useApi(GetAbsenceSettings, {});
  const put = useSend(PutAbsenceSettings);
  const tell = useToast();
  return (
    <Panel title="Hints of an absence">
      <Loaded query={settings} what="This setting" words="Reading the setting" rows={1}>
        {({ hints_are_facts: isOn }) => (
          <div className="form">
            <Switch
              on={isOn}
              onChange={(on) =>
                put.mutate(
                  { input: { hints_are_facts: on } },
                  {
                    onSuccess: () => tell({ text: on ? 'Hints count at once' : 'Hints are asked about first' }),
                    onError: (error) => tell({ tone: 'bad', text: wordsFor(error) }),
                  },
                )
              }
            >
              Count at once
            </Switch>
            <p className="field-hint">
              A day called “vacation” or a Slack status is a hint. Off: whoever it is about is asked. Out-of-office
              events always count.
            </p>
          </div>
        )}
      </Loaded>
    </Panel>
  );
}
