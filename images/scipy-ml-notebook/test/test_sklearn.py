"""scikit-learn learns from three kinds of flowers, made up here: four measurements each, in three clouds."""
import pytest
from sklearn.cluster import KMeans
from sklearn.datasets import make_blobs
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import adjusted_rand_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler


@pytest.fixture(scope="module")
def flowers():
    return make_blobs(n_samples=150, n_features=4, centers=3, cluster_std=1.0, random_state=0)


def test_classifies_flowers_it_has_not_seen(flowers):
    train, test, train_kinds, test_kinds = train_test_split(*flowers, random_state=0)
    model = make_pipeline(StandardScaler(), LogisticRegression()).fit(train, train_kinds)
    assert model.score(test, test_kinds) > 0.9


def test_finds_the_kinds_by_itself(flowers):
    measurements, kinds = flowers
    found = KMeans(n_clusters=3, n_init=10, random_state=0).fit_predict(measurements)
    assert adjusted_rand_score(kinds, found) > 0.8
