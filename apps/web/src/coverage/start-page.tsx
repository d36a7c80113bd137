import { Navigate, useSearchParams } from 'react-router';
import { useMay, useMe } from '../session/session.js';
import { DashboardPage } from './dashboard-page.js';

/**
 * The start: what you look after; for supporters their conversations, for others who look after nobody their
 * escalations.
 */
export function StartPage() {
  const may = useMay();
  const { roles } = useMe().user;
  const [params] = useSearchParams();
  const google = params.get('google');
  // Google's consent page brings people back to the start; what came of it stands beside their account
  if (google !== null) return <Navigate to={`/profile?google=${encodeURIComponent(google)}`} replace />;
  if (roles.includes('supporter') && !may('coverage:read')) return <Navigate to="/inbox" replace />;
  return may('coverage:read') ? <DashboardPage /> : <Navigate to="/escalations" replace />;
}
