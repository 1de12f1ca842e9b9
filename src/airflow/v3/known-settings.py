"""Prints the settings that the installed Airflow knows, as JSON: {section: [option, ...]}.

A section without options takes any. The descriptions are read without importing Airflow, which would take seconds:
`config_templates/config.yml` of the core, and `get_provider_info.py` of each provider.
"""

import importlib.metadata
import importlib.util
import json

import yaml

# Sections whose keys Airflow passes on to something else.
FREE = ("celery_broker_transport_options", "celery_result_backend_transport_options", "sentry", "secrets_backend_kwarg")


def located(files, end):
    return next((file.locate() for file in files or () if str(file).endswith(end)), None)


def core_config():
    path = located(importlib.metadata.files("apache-airflow-core"), "airflow/config_templates/config.yml")
    with open(path, encoding="utf-8") as file:
        return yaml.load(file, getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def provider_configs():
    for entry in importlib.metadata.entry_points(group="apache_airflow_provider"):
        path = located(entry.dist.files, "get_provider_info.py")
        if path is None:
            continue
        spec = importlib.util.spec_from_file_location("provider_info", path)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        yield module.get_provider_info().get("config") or {}


def main():
    known = {}
    for config in (core_config(), *provider_configs()):
        for section, body in config.items():
            known.setdefault(section, []).extend(body.get("options") or {})
    known.update({section: [] for section in FREE})
    print(json.dumps(known))


main()
