import { GetGoogleConnection } from '@understudy/contracts';
import { useApi } from '../../api/use-api.js';
import { Loaded } from '../../states/loaded.js';
import { GoogleCapabilities } from './google-capabilities.js';
import { GoogleChanges } from './google-changes.js';
import { GoogleConnect } from './google-connect.js';
import { GoogleDirectory } from './google-directory.js';
import { HintsPanel } from './hints-panel.js';

/** Google Workspace: how it is connected, what works by that, what is changed there, and its directory. */
export function GoogleParts() {
  const google = useApi(GetGoogleConnection, {});
  return (
    <Loaded query={google} what="The connection to Google" words="Looking how Google is connected" rows={6}>
      {(connection) => (
        <>
          <GoogleConnect connection={connection} />
          {connection.mode === 'off' ? null : (
            <>
              <GoogleCapabilities connection={connection} />
              <GoogleChanges />
              <GoogleDirectory connection={connection} />
            </>
          )}
          <HintsPanel />
        </>
      )}
    </Loaded>
  );
}
