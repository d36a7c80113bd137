import { QueryClientProvider } from '@tanstack/react-query';
import { ErrorBoundary, ToastProvider } from '@understudy/ui';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router';
import { newQueryClient } from './api/query-client.js';
import { App } from './app.js';
import './styles/main.css';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');

createRoot(root).render(
  <StrictMode>
    <ErrorBoundary reassurance="Nothing you saved is lost, and what you typed is kept.">
      <QueryClientProvider client={newQueryClient()}>
        <ToastProvider>
          <BrowserRouter>
            <App />
          </BrowserRouter>
        </ToastProvider>
      </QueryClientProvider>
    </ErrorBoundary>
  </StrictMode>,
);
