import { Navigate } from 'react-router';
import { useMay } from '../session/session.js';
import { DashboardPage } from './dashboard-page.js';

/** The start: what you look after; for roles that look after nobody, their escalations. */
export function StartPage() {
  const may = useMay();
  return may('coverage:read') ? <DashboardPage /> : <Navigate to="/escalations" replace />;
}
