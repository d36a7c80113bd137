import { CRM } from 'atomic-crm/src/root/CRM';
import { authProvider, dataProvider } from 'atomic-crm/src/providers/fakerest';
import { createRoot } from 'react-dom/client';

// its demo: made-up data that never leaves the page, everybody signed in
createRoot(document.getElementById('root')).render(
  <CRM dataProvider={dataProvider} authProvider={authProvider} disableTelemetry />,
);
