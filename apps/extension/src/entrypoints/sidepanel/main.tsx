import '../../look/page.css';
import { mount } from '../../look/mount.js';
import { Panel } from '../../panel/panel.js';

const tab = new URLSearchParams(location.search).get('tab');
mount(<Panel tabId={tab === null ? null : Number(tab)} />);
